import { organisationIdFrom } from "@packpost/db/organisation-id";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { addJourneyPeople, holders, outsiders } from "../fixtures/journey-people.ts";
import { readAccepted } from "../fixtures/simulator.ts";
import { expect, test } from "../fixtures/test.ts";
import { showReason } from "../pages/audience-review.ts";
import { expectPreviewToSay } from "../pages/preview.ts";
import { readExport } from "../pages/read-export.ts";
import { readNames } from "../pages/read-table.ts";
import { expectTotalsToAddUp, numberOf, readBar } from "../pages/read-totals.ts";
import { askToSend, chooseTime, dayFromNow } from "../pages/send-campaign.ts";
import { startCampaign, writeCampaign } from "../pages/write-campaign.ts";

/** Holders, the one whose name looks like a formula, everybody added by hand. */
const receivers = holders.length + 1 + outsiders.length + 2;
const people = `${receivers} people`;
const zone = "Europe/Berlin";

test("C2 C3 C4 C5 C6 C7 C8 C9 C10 C14 C15 the whole way of a campaign", async ({
  page,
  organisation,
  signInAs,
  world,
  orm,
  look,
}) => {
  test.setTimeout(420_000);
  await addJourneyPeople(organisation);
  await signInAs(organisation.emailOf("owner"));

  await test.step("write", async () => {
    await page.goto("/campaigns");
    await startCampaign(page);
    await writeCampaign(page, {
      name: "The lake opens",
      pass: organisation.passName,
      subject: "{{first_name|Hello}}, the lake opens",
      body: "Hi {{first_name|there}},\n\nthe lake opens. [See the map](https://lake.example/map).",
    });
    await expectPreviewToSay(page, "the lake opens.");
  });

  await test.step("paste fifty, six of them bad; mend two, take four off", async () => {
    await page.getByRole("button", { name: "Add", exact: true }).click();
    const add = page.getByRole("region", { name: "Add by hand" });
    const good = outsiders.map((name, at) =>
      at % 2 ? `${name.replace(/^./, (letter) => letter.toUpperCase())} Test` : `${name}@mail.example`,
    );
    const bad = ["nobody@mail.example", "deliver.mended@", "Nobody Nowhere", "999999999", "Twin Test", "---"];
    const pasted = [...good, ...bad];
    await add.getByRole("textbox", { name: "Add" }).fill(
      // Comma, semicolon and line: each is a separator.
      pasted.map((entry, at) => entry + (at % 3 === 0 ? "," : at % 3 === 1 ? "; " : "\n")).join(""),
    );
    await add.getByRole("button", { name: "Add", exact: true }).click();
    await expect(add.getByRole("status")).toHaveText("Added 44 · 6 need a look");
    for (const text of bad)
      await expect(add.getByRole("textbox", { name: `Correct “${text}”` })).toBeVisible();
    await expect(add.getByText("2 customers have this name. Choose who is meant.")).toBeVisible();
    await look("journey-pasted");

    await add.getByRole("button", { name: /deliver\.twin2@mail\.example/ }).click();
    await expect(add.getByRole("status")).toHaveText("Added 45 · 5 need a look");
    const wrong = add.getByRole("textbox", { name: "Correct “deliver.mended@”" });
    await wrong.fill("deliver.mended@mail.example");
    await wrong.press("Enter");
    await expect(add.getByRole("status")).toHaveText("Added 46 · 4 need a look");
    await add.getByRole("button", { name: "Take the marked ones off" }).click();
    await expect(add.getByRole("status")).toHaveText("Added 46");
    await expect(page.getByRole("button", { name: `Send to ${people}` })).toBeVisible();
  });

  await test.step("review: every reason, search by pet, and the same in the file", async () => {
    const expired = await showReason(page, /^Registration expired/);
    await expect(expired).toContainText(["Application pending"]);
    await expect(expired).toContainText(["Pet inactive: Moss"]);
    await look("journey-reason");
    const willNot = await showReason(page, /^Will not/);
    await expect(willNot).toHaveCount(4);
    const { lines } = await readExport(page, "Export the review");
    expect(lines.map(({ Name }) => Name).sort()).toEqual((await readNames(page, "Recipients")).sort());
    expect(lines.every((line) => line["Will receive it"] === "No" && line.Reasons !== "")).toBe(true);
    const pat = lines.find(({ Name }) => Name === "Pat Test");
    expect(pat?.Reasons).toMatch(/Application pending.*Pet inactive.*Registration expired/);
    await page.getByRole("group", { name: "Recipients" }).getByRole("button", { name: /^All/ }).click();
    await page.getByRole("searchbox", { name: "Name, email, pet" }).fill("Waffles");
    await expect(page.getByRole("table", { name: "Recipients" }).locator("tbody tr")).toHaveCount(1);
    const found = await readExport(page, "Export the review");
    expect(found.lines).toMatchObject([{ Name: "'=SUM(1) Test", "Will receive it": "Yes" }]);
    await page.getByRole("button", { name: "Clear the search" }).click();
  });

  await test.step("preview", async () => {
    await page.getByRole("button", { name: "Send preview" }).click();
    const dialog = page.getByRole("dialog", { name: "Send a preview" });
    await expect(dialog.getByText(organisation.emailOf("owner"))).toBeVisible();
    await dialog.locator("input[inputmode=email]").fill("deliver.sam@staff.example,");
    await dialog.getByRole("button", { name: "Send preview" }).click();
    await expect(dialog.getByText("Sent to 2 addresses")).toBeVisible();
    await look("journey-preview", { whole: false, part: "dialog[open]" });
    await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
    expect(await readAccepted(world, organisation.id)).toEqual([]);
  });

  await test.step("schedule, reschedule, back to draft", async () => {
    await page.getByRole("button", { name: "Schedule", exact: true }).click();
    const schedule = page.getByRole("dialog", { name: /^Schedule “The lake opens”/ });
    await chooseTime(schedule, dayFromNow(2, zone), "09:30");
    await look("journey-schedule", { whole: false, part: "dialog[open]" });
    await schedule.getByRole("button", { name: `Schedule for ${people}` }).click();
    await expect(schedule).toHaveCount(0);
    await expect(page.getByText(/09:30 · Europe\/Berlin/)).toBeVisible();
    await look("journey-scheduled");
    await page.getByRole("button", { name: "Change time" }).click();
    const change = page.getByRole("dialog", { name: "When should “The lake opens” go out?" });
    await chooseTime(change, dayFromNow(3, zone), "18:45");
    await look("journey-reschedule", { whole: false, part: "dialog[open]" });
    await change.getByRole("button", { name: "Change time" }).click();
    await expect(change).toHaveCount(0);
    await expect(page.getByText(/18:45 · Europe\/Berlin/)).toBeVisible();
    await page.getByRole("button", { name: "Back to draft" }).click();
    await expect(page.getByLabel("Text of the mail")).toBeVisible();
  });

  await test.step("send, pause in the middle, resume", async () => {
    // Slow enough that somebody still waits when the dialog has been looked at.
    await organisation.setPace(1);
    const dialog = await askToSend(page, people);
    await expect(dialog).toContainText("with 46 added by hand");
    await look("journey-send", { whole: false, part: "dialog[open]" });
    await dialog.getByRole("button", { name: `Send to ${people}` }).click();
    await expect(page.getByText(`Goes out to ${people} in`)).toBeVisible();
    await expect(page.getByText(new RegExp(`^[1-9]\\d* of ${receivers} sent$`))).toBeVisible();
    await page.getByRole("button", { name: "Pause" }).click();
    await look("journey-pause", { whole: false, part: "dialog[open]" });
    await page.getByRole("dialog").getByRole("button", { name: "Pause" }).click();
    await expect(page.getByRole("button", { name: "Resume" })).toBeVisible();
    await expect(page.getByText(/\d+ of them being handed over/)).toHaveCount(0);
    await page.reload();
    const { audience, parts } = await expectTotalsToAddUp(page);
    expect(audience).toBe(receivers + 4);
    expect(parts.sent).toBe((await readAccepted(world, organisation.id)).length);
    expect(parts.sent).toBeLessThan(receivers);
    expect(parts.waiting).toBe(receivers - (parts.sent ?? 0));
    await look("journey-paused");
    await organisation.setPace(null);
    await page.getByRole("button", { name: "Resume" }).click();
    await expect(page.getByText(`${receivers} sent`, { exact: true })).toBeVisible({ timeout: 60_000 });
    expect(await expectTotalsToAddUp(page)).toEqual({
      audience: receivers + 4,
      parts: { sent: receivers, skipped: 4 },
    });
  });

  await test.step("outcomes are those of the provider's ledger, one mail a person", async () => {
    const accepted = await readAccepted(world, organisation.id);
    expect(new Set(accepted.map(({ to }) => to)).size).toBe(receivers);
    expect(accepted).toHaveLength(receivers);
    const outcomes = (name: string): number => accepted.filter(({ outcome }) => outcome === name).length;
    const bar = {
      clicked: outcomes("click"),
      "opened, no click": outcomes("open"),
      "delivered, not opened": outcomes("deliver") + outcomes("machineopen"),
      "unsubscribed, no click": outcomes("oneclick"),
      bounced: outcomes("bounce") + outcomes("soft"),
      "spam complaint, no click": outcomes("spam"),
      skipped: 4,
    };
    expect(bar).toMatchObject({ clicked: 5, "opened, no click": 1, bounced: 2 });
    await expect.poll(() => readBar(page), { timeout: 60_000 }).toEqual(bar);
    await expectTotalsToAddUp(page);
    await expect(page.getByRole("button", { name: "1 hard" })).toBeVisible();
    await expect(page.getByRole("button", { name: "1 soft" })).toBeVisible();
    await look("journey-outcomes");
  });

  await test.step("the file is the page is the database, and honours filter and search", async () => {
    const { name, lines } = await readExport(page, "Export the recipients");
    expect(name).toBe("The lake opens - recipients.csv");
    expect(lines.map((line) => plain(line.Name))).toEqual(await readNames(page, "Recipients"));
    const organisationId = organisationIdFrom(organisation.id);
    const { rows } = await inOrganisation(orm, organisationId, (em) =>
      sql<{ email: string | null; status: string }>`
        select coalesce(recipient.email, customer.email) as email, recipient.status from recipient
        join customer on customer.organisation_id = recipient.organisation_id and customer.id = customer_id
        where recipient.organisation_id = ${organisationId} and broadcast_id = ${campaignIdOf(page.url())}`.execute(
        em.getKysely(),
      ),
    );
    const pair = (email: string | null | undefined, status = "") =>
      `${email ?? ""} ${status.toLowerCase().replaceAll("_", " ")}`;
    expect(lines.map((line) => pair(line["Email used"], line.Status)).sort()).toEqual(
      rows.map(({ email, status }) => pair(email, status)).sort(),
    );

    const chip = page.getByRole("group", { name: "Status" }).getByRole("button", { name: /^Bounced/ });
    await chip.click();
    await expect(page).toHaveURL(/status=bounced/);
    const bounced = await readExport(page, "Export the recipients");
    expect(bounced.lines).toHaveLength(numberOf(await chip.innerText()));
    expect(bounced.lines.every(({ Status }) => Status === "Bounced")).toBe(true);
    await page.getByRole("searchbox", { name: "Name, email, pet" }).fill("bounce.fay");
    await expect(page).toHaveURL(/q=bounce/);
    expect((await readExport(page, "Export the recipients")).lines).toMatchObject([
      { "Email used": "bounce.fay@mail.example", Status: "Bounced" },
    ]);
    await look("journey-bounced");
  });

  await test.step("who bounced or complained gets nothing more", async () => {
    await page.goto("/settings/blocked-addresses");
    const table = page.getByRole("table", { name: "Blocked addresses" });
    await expect(table).toContainText("bounce.fay@mail.example");
    await expect(table).toContainText("spam.hal@mail.example");
    await look("journey-suppressions");
  });
});

/** A name as it is, without the apostrophe that keeps spreadsheets from reckoning with it. */
function plain(name = ""): string {
  return name.replace(/^'(?==)/, "");
}

function campaignIdOf(url: string): string {
  return /campaigns\/([0-9a-f-]{36})/.exec(url)?.[1] ?? "";
}
