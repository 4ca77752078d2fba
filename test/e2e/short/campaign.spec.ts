import { setFaults } from "../fixtures/simulator.ts";
import { expect, test } from "../fixtures/test.ts";
import { expectPreviewToSay, previewAs } from "../pages/preview.ts";
import { expectTotalsToAddUp, numberOf, readBar, sum } from "../pages/read-totals.ts";
import { startCampaign, writeCampaign } from "../pages/write-campaign.ts";

const draft = {
  name: "Spring reopening",
  pass: "2027 Off-leash pass",
  subject: "{{first_name|Hello}}, the river meadow opens on Saturday",
  body: [
    "# The river meadow opens on Saturday",
    "Hi {{first_name|there}},",
    "After a long winter the **river meadow** opens again on Saturday at 7 am. {{pet_names}} can run off-leash until sunset.",
    "- Bring your tag, gates scan it now\n- Small-dog hour stays 9 to 10",
    "[See the new map](https://riverside.example/map)",
  ].join("\n\n"),
};

/** Each project has people of its own to send to. */
const owners = {
  desktop: { email: "dana@riverside.example", organisationId: "019a0000-0000-7000-8000-000000000001" },
  phone: { email: "dana@phone.example", organisationId: "019a0000-0000-7000-8000-0000000000e2" },
};

test("O1 C1 C4 C5 C7 C8 C9 C10 C15 a campaign from sign-in to its outcomes", async ({
  page,
  world,
  look,
  watch,
}, info) => {
  const owner = info.project.name === "phone" ? owners.phone : owners.desktop;

  await test.step("sign in", async () => {
    await page.goto("/");
    await expect(page.getByRole("heading", { name: "Sign in to Packpost" })).toBeVisible();
    await look("sign-in");
    await page.getByLabel("Email").fill(owner.email);
    await page.getByLabel("Password", { exact: true }).fill(world.password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByRole("heading", { name: "Campaigns" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Autumn trail clean-up" })).toBeVisible();
    await look("campaigns");
  });

  await test.step("write", async () => {
    await startCampaign(page);
    await writeCampaign(page, draft);
    await expect(page).toHaveTitle(`${draft.name} · Campaigns · Packpost`);
    await previewAs(page, "Maria Okafor");
    await expectPreviewToSay(page, "Hi Maria,");
    await expectPreviewToSay(page, /(Biscuit and Pepper|Pepper and Biscuit) can run off-leash/);
    await expect(
      page.getByLabel("Preview").getByText("Maria, the river meadow opens on Saturday"),
    ).toBeVisible();
    await look("editor");
  });

  const people = await test.step("review who will receive it, and why others will not", async () => {
    const recipients = page.getByRole("table", { name: "Recipients" });
    const chip = (name: RegExp) =>
      page.getByRole("group", { name: "Recipients" }).getByRole("button", { name });
    const countOf = async (name: RegExp) => numberOf((await chip(name).innerText()).replace(/^\D+/, ""));
    const will = await countOf(/^Will receive/);
    const willNot = await countOf(/^Will not/);
    expect([will, willNot]).toEqual([412, 63]);
    await expect(page.getByRole("status").filter({ hasText: "will receive" })).toHaveText(
      /412 will receive\s*63 will not/,
    );

    await chip(/^Registration expired/).click();
    await expect(page).toHaveURL(/show=registration_expired/);
    const expired = await countOf(/^Registration expired/);
    await expect(page.getByText(`${expired} of ${expired}`)).toBeVisible();
    await expect(recipients.getByRole("row").filter({ hasText: "Adebayo Lewis" })).toContainText(
      "Pet inactive",
    );
    await expect(recipients.locator("tbody tr")).toHaveCount(expired);

    await chip(/^All/).click();
    await page.getByRole("searchbox", { name: "Name, email, pet" }).fill("Biscuit");
    await expect(page).toHaveURL(/find=Biscuit/);
    await expect(recipients.getByRole("row").filter({ hasText: "Maria Okafor" })).toContainText(
      "Will receive it",
    );
    await expect(recipients.getByRole("row").filter({ hasText: "Adebayo Lewis" })).toHaveCount(0);
    return will;
  });

  await test.step("send, take it back, send again", async () => {
    await page.getByRole("button", { name: `Send to ${people} people` }).click();
    const dialog = page.getByRole("dialog", { name: `Send “${draft.name}” to ${people} people?` });
    await expect(dialog).toContainText("Holders of 2027 Off-leash pass who may get campaigns today");
    await expect(dialog).toContainText("hello@riverside.example");
    await look("send-dialog", { whole: false, part: "dialog[open]" });
    await dialog.getByRole("button", { name: `Send to ${people} people` }).click();
    await expect(page.getByText(`Goes out to ${people} people in`)).toBeVisible();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByLabel("Text of the mail")).toHaveValue(draft.body);

    // So slow that one can watch it go.
    await setFaults(world, owner.organisationId, { latencyMs: 2_500 });
    await page.getByRole("button", { name: `Send to ${people} people` }).click();
    await dialog.getByRole("button", { name: `Send to ${people} people` }).click();
    await expect(page.getByText(`Goes out to ${people} people in`)).toBeVisible();
    await look("campaign-undo");
  });

  await test.step("watch it go out, without a reload", async () => {
    await expect(page.getByText(`0 of ${people} sent`)).toBeVisible({ timeout: 30_000 });
    const before = await expectTotalsToAddUp(page);
    expect(before).toEqual({ audience: 475, parts: { waiting: people, skipped: 63 } });
    await expect(page.getByText(`${people} sent`, { exact: true })).toBeVisible();
    await setFaults(world, owner.organisationId, null);
  });

  await test.step("outcomes come by webhook and add up", async () => {
    const bar = page.getByRole("main").getByRole("img", { name: /people: / });
    await expect(bar).toHaveAttribute("aria-label", /\d+ clicked.*\d+ opened.*\d+ delivered.*\d+ bounced/);
    const totals = await expectTotalsToAddUp(page);
    expect(totals).toEqual({ audience: 475, parts: { sent: people, skipped: 63 } });
    // The rows below follow the numbers above.
    await expect(page.getByRole("table", { name: "Recipients" })).not.toContainText("Waiting");
    const parts = await readBar(page);
    expect(sum(parts)).toBe(475);
    expect(parts.skipped).toBe(63);
    await expect(page.getByRole("heading", { name: "Over time" })).toBeVisible();
    await expect(page.getByRole("link", { name: "riverside.example/map" })).toBeVisible();
    await look("campaign");
  });

  await test.step("find one person and one state", async () => {
    const recipients = page.getByRole("table", { name: "Recipients" });
    const status = page.getByRole("group", { name: "Status" });
    await page.getByRole("searchbox", { name: "Name, email, pet" }).fill("maria.okafor");
    await expect(recipients.locator("tbody tr")).toHaveCount(1);
    await expect(recipients.locator("tbody tr").first()).toContainText(
      /Maria Okafor.*(Sent|Delivered|Opened|Clicked)/s,
    );
    await page.getByRole("button", { name: "Clear the search" }).click();
    const chip = status.getByRole("button", { name: /^Bounced/ });
    await chip.click();
    await expect(page).toHaveURL(/status=bounced/);
    const bounced = numberOf(await chip.innerText());
    await expect(recipients.locator("tbody tr")).toHaveCount(bounced);
    await expect(recipients.locator("tbody tr").first()).toContainText(/(Hard|Soft) bounce/);
    await page.getByRole("button", { name: "What the states mean" }).click();
    await expect(page.getByText("A person followed a link in it.")).toBeVisible();
    await look("glossary", { whole: false, part: "[role=dialog]:popover-open" });
    await page.keyboard.press("Escape");
  });

  await test.step("sign out", async () => {
    await page.getByRole("button", { name: /Dana Kim|You$/ }).click();
    await expect(page.getByRole("menuitem", { name: "Sign out" })).toBeVisible();
    // The phone's bar has room for five: what else there is stands here.
    await expect(page.getByRole("menuitem", { name: "Settings" })).toHaveCount(
      info.project.name === "phone" ? 1 : 0,
    );
    await look("user-menu", { whole: false, part: "[role=menu]:popover-open" });
    // The page is kept up until it is left: one more question may come after the session's end.
    watch.expectProblems(/401/);
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await expect(page.getByText("You are signed out.")).toBeVisible();
    await page.goto("/campaigns");
    await expect(page.getByRole("heading", { name: "Sign in to Packpost" })).toBeVisible();
  });
});
