import type { SendingState } from "@packpost/core/organisation/get-sending-state";
import type { Page } from "@playwright/test";
import { transformer } from "../../../apps/web/src/trpc/transformer.ts";
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

/** Answers in place of the installation: really held it would hold what all other tests send. */
async function answerHeld(
  page: Page,
  restored: SendingState["restored"],
  own: SendingState["own"] = null,
): Promise<void> {
  const state: SendingState = {
    stopped: { by: "restore", at: new Date("2026-11-30T09:30:00Z"), byName: null },
    ...{ own, held: { campaigns: 2, alerts: 0 }, restored },
  };
  await page.route(/\/api\/trpc\/[^?]*account\.sending/, async (route) => {
    const calls = new URL(route.request().url()).pathname.split("/").at(-1)?.split(",") ?? [];
    const response = await route.fetch();
    const answers: unknown[] = await response.json();
    const data = transformer.output.serialize(state);
    const json = answers.map((answer, at) =>
      calls[at] === "account.sending" ? { result: { data } } : answer,
    );
    await route.fulfill({ response, json });
  });
  // It asks every half minute, and when somebody comes back to the page.
  await expect
    .poll(
      async () => {
        await page.evaluate("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))");
        return page.getByText("All sending is held").count();
      },
      { timeout: 45_000 },
    )
    .toBe(1);
}

test("O4 a database that was put back holds all sending: every page says so, with how far the comparison is to owners", async ({
  page,
  organisation,
  signInAs,
  colleague,
  look,
}) => {
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/campaigns");
  const banner = page.getByRole("main").getByRole("status").filter({ hasText: "All sending is held" });
  await expect(page.getByRole("heading", { level: 1, name: "Campaigns" })).toBeVisible();
  await expect(banner).toHaveCount(0);
  const lost = { lostFrom: new Date("2026-11-30T06:00:00Z"), lostUntil: new Date("2026-11-30T09:29:00Z") };
  await answerHeld(page, { ...lost, openCalls: 1, found: 1_234, gone: 6, compared: false });
  await expect(banner).toContainText("Packpost was put back from a backup");
  await expect(banner).toContainText(
    "1,234 found, and 6 more of which nothing is left here, 1 call still asked about.",
  );
  await expect(banner).toContainText("can tell what those were: ask before you send something again.");
  await expect(banner).not.toContainText("All is compared.");
  await expect(banner.getByRole("link")).toHaveCount(0);
  await look("campaigns-held");
  await page.unrouteAll();
  await answerHeld(page, { ...lost, openCalls: 0, found: 1_240, gone: 0, compared: true });
  await expect(banner).toContainText(
    "1,240 found. All is compared. Whoever runs Packpost for you lets it go on.",
    {
      timeout: 45_000,
    },
  );

  // The organisation's own switch does not say that all goes out, and can be pressed besides.
  await openSettings(page, "sending");
  const part = settingsPart(page, "Stop all sending");
  await expect(part).toContainText("You have not stopped sending. Nothing goes out all the same");
  await look("settings-held");
  await page.unrouteAll();
  await answerHeld(page, null, { at: new Date("2026-11-30T09:40:00Z"), byName: "The owner" });
  await expect(part).toContainText("All sending is stopped since");
  await expect(part).toContainText("2 campaigns wait, also for what the line at the top of the page says.");

  const theirs = await colleague(organisation.emailOf("senior"));
  await theirs.goto("/campaigns");
  await answerHeld(theirs, null);
  await expect(
    theirs.getByText("Nothing is lost: whoever waits is written to once it goes on."),
  ).toBeVisible();
});
