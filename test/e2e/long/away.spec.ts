import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures/test.ts";
import { expectSaved, openDraft, pressSend } from "../pages/write-campaign.ts";

const broken = /ERR_|Failed to load resource|Failed to fetch|50[234]/;
/** A press, the refused call, the question whether anybody is there, and the paint, on a busy machine. */
const saidWithinMs = 2_000;

/** Nobody takes a connection, as when the web process is stopped. @returns starts it again */
async function stopServer(page: Page): Promise<() => Promise<void>> {
  await page.route("**/*", (route) => route.abort("connectionrefused"));
  return () => page.unroute("**/*");
}

const banner = (page: Page, words: string) => page.getByRole("status").filter({ hasText: words });

test("C1 C10 a press that nobody answers is told within two seconds, a link waits, and the return is said", async ({
  page,
  signInAs,
  watch,
  look,
}) => {
  await signInAs("dana@riverside.example");
  await page.goto("/campaigns");
  await expect(page.getByRole("table", { name: "Campaigns" })).toBeVisible();
  await page.waitForLoadState("networkidle");
  watch.expectProblems(broken);
  const start = await stopServer(page);
  await page.getByRole("button", { name: "New campaign" }).click();
  await expect(banner(page, "Packpost cannot be reached.")).toBeVisible({ timeout: saidWithinMs });
  await expect(page.getByText("No campaign was started")).toBeVisible();
  await expect(page.getByRole("button", { name: "New campaign" })).toBeEnabled();
  await page.mouse.move(0, 0);
  await look("server-away");

  const you = page.getByRole("button", { name: "You" });
  if (await you.isVisible()) await you.click();
  await page
    .getByRole("link", { name: "Settings" })
    .or(page.getByRole("menuitem", { name: "Settings" }))
    .filter({ visible: true })
    .click();
  await start();
  await expect(banner(page, "The connection is back.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();
  await expect(banner(page, "The connection is back.")).toHaveCount(0);
});

test("C5 what is typed while the server is away is saved when it is back, and the dialog that was pressed opens", async ({
  page,
  organisation,
  signInAs,
  watch,
  look,
}) => {
  const draft = await organisation.addDraft();
  await signInAs(organisation.emailOf("owner"));
  await openDraft(page, draft);
  await page.waitForLoadState("networkidle");
  watch.expectProblems(broken);
  const start = await stopServer(page);
  const text = page.getByLabel("Text of the mail");
  await text.fill("Written while nobody answered.");
  await expect(banner(page, "Packpost cannot be reached.")).toBeVisible();
  await expect(page.getByText("Kept in this browser, not saved yet")).toBeVisible();
  await page.getByRole("button", { name: "Send preview" }).click();
  await expect(page.getByRole("dialog", { name: "Send a preview" })).toBeVisible();
  await look("server-away-dialog", { whole: false, part: "dialog[open]" });

  await start();
  await expect(banner(page, "The connection is back.")).toBeVisible();
  await expect(page.getByRole("dialog").getByRole("button", { name: "Send preview" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expectSaved(page);
  await page.reload();
  await expect(text).toHaveValue("Written while nobody answered.");
});

test("C8 C10 a campaign's page that is kept up says by itself that the server is away", async ({
  page,
  context,
  organisation,
  signInAs,
  watch,
}) => {
  await organisation.addPeople(["deliver.one@mail.example"]);
  const draft = await organisation.addDraft();
  await signInAs(organisation.emailOf("owner"));
  await openDraft(page, draft);
  await pressSend(page, "1 person");
  await expect(page.getByText("1 sent", { exact: true })).toBeVisible({ timeout: 60_000 });
  watch.expectProblems(broken);
  await context.setOffline(true);
  await expect(banner(page, "You are offline.")).toBeVisible({ timeout: saidWithinMs });
  await context.setOffline(false);
  await expect(banner(page, "The connection is back.")).toBeVisible();
});

test("C1 the bar of selected campaigns is one line at 390 and 360 px, and hides nothing", async ({
  page,
  signInAs,
  look,
}) => {
  await signInAs("dana@riverside.example");
  for (const width of [390, 360]) {
    await page.setViewportSize({ width, height: 780 });
    await page.goto("/campaigns");
    await expect(async () => {
      await page.getByRole("checkbox", { name: "Select Agility field reopens" }).check();
      await expect(page.getByText("1 selected")).toBeVisible({ timeout: 2_000 });
    }).toPass();
    const parts = [
      page.getByRole("button", { name: "Select none" }),
      page.getByText("1 selected"),
      page.getByRole("button", { name: /^Select all \d+ matching$/ }),
      page.getByRole("button", { name: "Archive", exact: true }),
    ];
    const boxes = await Promise.all(parts.map((part) => part.boundingBox()));
    const middles = boxes.map((box) => Math.round((box?.y ?? 0) + (box?.height ?? 0) / 2));
    expect(Math.max(...middles) - Math.min(...middles), `one line at ${width}`).toBeLessThanOrEqual(2);
    const ends = boxes.map((box) => (box?.x ?? 0) + (box?.width ?? 0));
    expect(Math.max(...ends), `within ${width}`).toBeLessThanOrEqual(width);
    await look(`selection-${width}`, { whole: false });
    await parts[0]?.click();
    await expect(page.getByText("1 selected")).toHaveCount(0);
  }
});
