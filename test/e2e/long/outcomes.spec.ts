import type { Page } from "@playwright/test";
import { setFaults } from "../fixtures/simulator.ts";
import { expect, test } from "../fixtures/test.ts";
import { openDraft, pressSend } from "../pages/write-campaign.ts";

/** Sends the open draft and waits until everybody has had their turn. */
async function sendTo(page: Page, people: string): Promise<void> {
  await pressSend(page, people);
  await expect(page.getByText(/^\d+ (people|person) = /)).toBeVisible({ timeout: 60_000 });
}

const rowOf = (page: Page, email: string) =>
  page.getByRole("table", { name: "Recipients" }).getByRole("row").filter({ hasText: email });

test("C9 C10 a recipient's row opens everything about them, by mouse, key and link", async ({
  page,
  organisation,
  signInAs,
  look,
}, info) => {
  await organisation.addPeople([
    "click.one@mail.example",
    "bounce.two@mail.example",
    "blocked.three@mail.example",
    "machineopen.four@mail.example",
  ]);
  const draft = await organisation.addDraft({ bodyMarkdown: "Hello, [read](https://lake.example/map)." });
  await signInAs(organisation.emailOf("owner"));
  await openDraft(page, draft);
  await sendTo(page, "4 people");
  await expect(rowOf(page, "click.one")).toContainText("Clicked", { timeout: 60_000 });
  await expect(rowOf(page, "machineopen.four")).toContainText("machine open", { timeout: 60_000 });
  await expect(rowOf(page, "bounce.two")).toContainText("Hard bounce", { timeout: 60_000 });

  const panel = page.getByRole("dialog", { name: "What became of it" });
  const opener = rowOf(page, "click.one").locator("button[aria-haspopup=dialog]");
  await opener.focus();
  await page.keyboard.press("Enter");
  await expect(panel.getByText("A person followed a link in it.")).toBeVisible();
  await expect(panel.getByRole("listitem")).toHaveText([
    /^Chosen as a recipient.*As a holder of the pass/,
    /^Handed to the mail provider/,
    /^Accepted by the mail provider/,
    /^Delivered/,
    /^Opened by a person/,
    /^Clicked a link.*https:\/\/lake\.example\/map/,
  ]);
  await look("recipient-clicked", { whole: false, part: "dialog[open]" });
  if (info.project.name === "phone") expect((await panel.boundingBox())?.width).toBe(390);

  // A link to it opens it too, and the focus comes back to its row.
  await page.reload();
  await expect(panel.getByText("Clicked a link")).toBeVisible();
  await panel.getByRole("button", { name: "Show the mail" }).click();
  await expect(
    page.getByRole("dialog", { name: "The mail" }).getByText(/As it was written to/),
  ).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "The mail" })).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await expect(opener).toBeFocused();
  expect(page.url()).not.toContain("recipient=");

  // The middle of the row, not only its name.
  await rowOf(page, "blocked.three").click();
  await expect(panel.getByText("blocks the sender")).toBeVisible();
  await expect(
    panel.getByRole("button", { name: /Copy the sender's address hello@test.example/ }),
  ).toBeVisible();
  await look("recipient-blocked", { whole: false, part: "dialog[open]" });
  await panel.getByRole("button", { name: "Close" }).click();

  await rowOf(page, "machineopen.four").click();
  await expect(panel.getByText("Opened by a machine")).toBeVisible();
  await panel.getByRole("button", { name: "Close" }).click();
  await rowOf(page, "bounce.two").click();
  await expect(panel.getByText("550 5.1.1")).toBeVisible();
  await panel.getByRole("link", { name: "Look at the block" }).click();
  await expect(page.getByRole("searchbox")).toHaveValue("bounce.two@mail.example");
  await expect(page.getByText("Hard bounce").first()).toBeVisible();
});

test("C9 an address blocked at the provider is explained within a minute or two", async ({
  page,
  organisation,
  signInAs,
  world,
}) => {
  await organisation.addPeople(["deliver.one@mail.example", "deliver.two@mail.example"]);
  // The provider tells nobody.
  await setFaults(world, organisation.id, { webhooks: "off" });
  const answer = await fetch(`${world.simulatorUrl}/message-streams/broadcast/suppressions`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-postmark-server-token": `sandbox-${organisation.id}` },
    body: JSON.stringify({ Suppressions: [{ EmailAddress: "deliver.two@mail.example" }] }),
  });
  expect(answer.ok).toBe(true);
  const draft = await organisation.addDraft();
  await signInAs(organisation.emailOf("owner"));
  await openDraft(page, draft);
  await sendTo(page, "2 people");
  await expect(rowOf(page, "deliver.two")).toContainText("Dropped", { timeout: 60_000 });
  await expect(async () => {
    await page.reload();
    await expect(rowOf(page, "deliver.two")).toContainText("Blocked by hand", { timeout: 5_000 });
  }).toPass({ timeout: 100_000 });
  await rowOf(page, "deliver.two").click();
  const panel = page.getByRole("dialog", { name: "What became of it" });
  await expect(panel.getByText("Somebody of your team, or of the mail provider")).toBeVisible();
  await expect(panel.getByText("marked as inactive")).toBeVisible();
});

test("C9 reasons are explained where they stand, by keyboard", async ({ page, organisation, signInAs }) => {
  await organisation.addPeople(["deliver.one@mail.example"]);
  const draft = await organisation.addDraft();
  await signInAs(organisation.emailOf("owner"));
  await openDraft(page, draft);
  await sendTo(page, "1 person");
  const button = page.getByRole("button", { name: "What the reasons mean" });
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("blocks the sender. The address itself is fine.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(button).toBeFocused();
});

test("C17 the sender's domain: what is missing, what to add, and nothing leaves until it is there", async ({
  page,
  organisation,
  signInAs,
  world,
  look,
}) => {
  await organisation.addPeople(["deliver.one@mail.example"]);
  const draft = await organisation.addDraft();
  await setFaults(world, organisation.id, { domains: { "test.example": { dkim: false, dmarc: false } } });
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/settings/sending");
  const section = page.getByRole("region", { name: "Sender's domain" });
  await section.getByRole("button", { name: "Check again" }).click();
  await expect(section.getByText("test.example is not verified.")).toBeVisible();
  await expect(section.getByRole("listitem").filter({ hasText: "DMARC" })).toContainText(
    "_dmarc.test.example",
  );
  await expect(section.getByRole("button", { name: "Copy the value for DKIM" })).toBeVisible();
  await look("settings-sender-missing");

  await openDraft(page, draft);
  await expect(
    page
      .getByText("DKIM and DMARC are missing. Settings shows the records to add.")
      .filter({ visible: true })
      .first(),
  ).toBeVisible();

  await setFaults(world, organisation.id, null);
  await page.goto("/settings/sending");
  await section.getByRole("button", { name: "Check again" }).click();
  await expect(section.getByText("test.example is verified.")).toBeVisible();
  await look("settings-sender-verified");
  await openDraft(page, draft);
  await sendTo(page, "1 person");
  await expect(page.getByText("1 sent", { exact: true })).toBeVisible({ timeout: 60_000 });
});
