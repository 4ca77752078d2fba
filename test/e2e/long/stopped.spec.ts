import { readAccepted } from "../fixtures/simulator.ts";
import { expect, test } from "../fixtures/test.ts";
import { expectTotalsToAddUp } from "../pages/read-totals.ts";
import { askToSend } from "../pages/send-campaign.ts";
import { openSettings, settingsPart } from "../pages/settings.ts";
import { openDraft } from "../pages/write-campaign.ts";

const twenty = Array.from({ length: 20 }, (_, at) => at);

test("C17 the stop switch holds a campaign in the middle, every page says so, and it goes on", async ({
  page,
  organisation,
  signInAs,
  world,
  look,
}) => {
  test.setTimeout(240_000);
  await organisation.addPeople(twenty.map((at) => `deliver.p${at}@mail.example`));
  await organisation.setPace(1);
  const draft = await organisation.addDraft();
  await signInAs(organisation.emailOf("owner"));
  await openDraft(page, draft);
  const dialog = await askToSend(page, "20 people");
  await dialog.getByRole("button", { name: "Send to 20 people" }).click();
  await expect(page.getByText(/^[1-9]\d* of 20 sent$/)).toBeVisible({ timeout: 60_000 });

  await openSettings(page, "sending");
  await settingsPart(page, "Stop all sending").getByRole("button", { name: "Stop all sending…" }).click();
  const question = page.getByRole("dialog", { name: "Stop all sending?" });
  await expect(question).toContainText("1 campaign being sent now stops");
  await look("stop-dialog", { whole: false, part: "dialog[open]" });
  await question.getByRole("button", { name: "Stop all sending" }).click();
  await expect(settingsPart(page, "Stop all sending")).toContainText("All sending is stopped");
  await page.goto("/campaigns");
  const banner = page
    .getByRole("main")
    .getByRole("status")
    .filter({ hasText: "All sending is stopped since" });
  await expect(banner).toContainText("1 campaign waits; nothing is lost.");
  // The banner stands before the list has been read.
  await expect(page.getByRole("heading", { level: 1, name: "Campaigns" })).toBeVisible();
  await look("campaigns-stopped");

  await page.goto(draft);
  await expect(banner).toBeVisible();
  await expect(page.getByText(/being handed over/)).toHaveCount(0);
  const { parts } = await expectTotalsToAddUp(page);
  expect(parts.sent).toBe((await readAccepted(world, organisation.id)).length);
  expect(parts.waiting).toBe(20 - (parts.sent ?? 0));
  expect(parts.waiting).toBeGreaterThan(0);
  await expect(page.getByText("held while all sending is stopped")).toBeVisible();
  await look("campaign-stopped");

  await banner.getByRole("link", { name: "Allow sending" }).click();
  await organisation.setPace(null);
  await page.getByRole("button", { name: "Allow sending again" }).click();
  await expect(settingsPart(page, "Stop all sending")).toContainText("Sending is on.");
  await page.goto(draft);
  await expect(banner).toHaveCount(0);
  await expect(page.getByText("20 sent", { exact: true })).toBeVisible({ timeout: 60_000 });
  expect(await expectTotalsToAddUp(page)).toEqual({ audience: 20, parts: { sent: 20 } });
  expect(await readAccepted(world, organisation.id)).toHaveLength(20);
});

test("C17 C9 mail refused as spam for its content pauses the campaign by itself, and says what to do", async ({
  page,
  organisation,
  signInAs,
  look,
}) => {
  await organisation.addPeople(twenty.map((at) => `spamcontent.p${at}@mail.example`));
  await organisation.setPace(1);
  const draft = await organisation.addDraft();
  await signInAs(organisation.emailOf("owner"));
  await openDraft(page, draft);
  const dialog = await askToSend(page, "20 people");
  await dialog.getByRole("button", { name: "Send to 20 people" }).click();
  await expect(page.getByRole("button", { name: "Resume" })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("main")).toContainText(/spam/);
  await expect(page.getByText(/being handed over/)).toHaveCount(0);
  const { audience, parts } = await expectTotalsToAddUp(page);
  expect(audience).toBe(20);
  expect(parts.waiting).toBeGreaterThan(0);
  await look("campaign-paused-by-itself");
});
