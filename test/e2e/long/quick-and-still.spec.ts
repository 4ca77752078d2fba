import type { Page } from "@playwright/test";
import { addMany } from "../fixtures/add-many.ts";
import { slowLine } from "../fixtures/slow-line.ts";
import { expect, test } from "../fixtures/test.ts";
import { openDraft } from "../pages/write-campaign.ts";

const observe = `
  window.packpostShift = 0;
  window.packpostLongest = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.packpostShift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  window.packpostEvents = new PerformanceObserver(() => undefined);
  window.packpostEvents.observe({ type: "event", durationThreshold: 16 });`;

/** How long the page takes to show that something was pressed (Event Timing): the longest event of one press. */
const readPress = `new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {
  const entries = window.packpostEvents.takeRecords().filter((entry) => entry.interactionId > 0);
  resolve(Math.max(0, ...entries.map((entry) => entry.duration)));
}))))`;

const shiftOf = (page: Page) => page.evaluate<number>("window.packpostShift");

/** Does something and back again five times. @returns the middle one of the times it took to show, in ms */
async function medianPressMs(
  page: Page,
  there: () => Promise<void>,
  back: () => Promise<void>,
): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < 5; n++)
    for (const act of [there, back]) {
      await page.evaluate(readPress);
      await act();
      times.push(await page.evaluate<number>(readPress));
    }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

test("INP at most 100 ms with 10,000 recipients, and nothing moves while the numbers do", async ({
  page,
  orm,
  organisation,
  signInAs,
}, info) => {
  test.setTimeout(420_000);
  await organisation.addPeople(["click.one@mail.example", "open.two@mail.example"]);
  await addMany(orm, organisation.id, { people: 9_998, name: "Member" });
  await signInAs(organisation.emailOf("owner"));
  await page.addInitScript(observe);
  await openDraft(
    page,
    await organisation.addDraft({ bodyMarkdown: "Hello, [read](https://lake.example/map)." }),
  );
  await page.waitForLoadState("networkidle");
  const measured: Record<string, number> = {};
  const time = async (name: string, there: () => Promise<void>, back: () => Promise<void>): Promise<void> => {
    measured[name] = await medianPressMs(page, there, back);
  };
  const dialog = page.getByRole("dialog");
  const closed = async (): Promise<void> => {
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
  };
  const chip = (group: string, name: RegExp) =>
    page.getByRole("group", { name: group }).getByRole("button", { name });
  const filter = (group: string, name: RegExp) => async () => {
    await chip(group, name).click();
    await expect(chip(group, name)).toHaveAttribute("aria-pressed", "true");
    await expect(page.getByRole("table", { name: "Recipients" })).toHaveAttribute("aria-busy", "false");
  };
  const opens = (button: string | RegExp) => async () => {
    await page.getByRole("button", { name: button }).first().click();
    await expect(dialog).toBeVisible();
  };

  await time("editor: filter", filter("Recipients", /^Will receive/), filter("Recipients", /^All/));
  await time("editor: send dialog", opens("Send to 10,000 people"), closed);
  await time("editor: preview dialog", opens("Send preview"), closed);
  await time("editor: schedule dialog", opens("Schedule"), closed);
  const text = page.getByLabel("Text of the mail");
  await text.click();
  await time(
    "editor: a letter",
    () => page.keyboard.press("x"),
    () => page.keyboard.press("Backspace"),
  );

  await page.getByRole("button", { name: "Send to 10,000 people" }).click();
  await dialog.getByLabel("Type 10,000 to go on").fill("10000");
  await dialog.getByRole("button", { name: "Send to 10,000 people" }).click();
  await expect(page.getByRole("table", { name: "Recipients" })).toBeVisible({ timeout: 120_000 });
  const before = await shiftOf(page);
  await expect(page.getByText("10,000 sent", { exact: true })).toBeVisible({ timeout: 180_000 });
  measured["shift while sending"] = (await shiftOf(page)) - before;

  await page.reload();
  await expect(page.getByText("10,000 sent", { exact: true })).toBeVisible();
  await page.waitForLoadState("networkidle");
  const row = page
    .getByRole("table", { name: "Recipients" })
    .locator("tbody button[aria-haspopup=dialog]")
    .first();
  const openRow = async () => {
    await row.click();
    await expect(dialog.getByRole("heading", { level: 2 }).nth(1)).toBeVisible();
  };
  await time("campaign: drawer", openRow, closed);
  await time("campaign: mail", opens("Show the mail"), closed);
  await time("campaign: filter", filter("Status", /^(Delivered|Sent)/), filter("Status", /^All/));
  await time("campaign: check", opens("Something doesn't match?"), closed);
  await time(
    "campaign: menu",
    async () => {
      await page.getByRole("button", { name: "More", exact: true }).click();
      await expect(page.getByRole("menu")).toBeVisible();
    },
    () => page.keyboard.press("Escape"),
  );
  const { "shift while sending": shift = 0, ...presses } = measured;
  info.annotations.push({ type: "measured", description: JSON.stringify(measured) });
  console.info(JSON.stringify(measured));
  expect(shift, "layout shift while the numbers move").toBeLessThanOrEqual(0.02);
  expect(Object.entries(presses).filter(([, ms]) => ms > 100)).toEqual([]);
});

const pages = {
  "sign-in": async () => "/sign-in",
  campaigns: async () => "/campaigns",
  editor: (page: Page) => pathOf(page, "Holiday hours"),
  campaign: (page: Page) => pathOf(page, "Agility field reopens"),
  settings: async () => "/settings",
  "blocked addresses": async () => "/settings/blocked-addresses",
};

async function pathOf(page: Page, name: string): Promise<string> {
  await page.goto("/campaigns");
  return (await page.getByRole("link", { name }).getAttribute("href")) ?? "";
}

for (const [name, path] of Object.entries(pages))
  test(`on a slow line (3G) nothing of ${name} moves while it comes`, async ({ page, signInAs }, info) => {
    if (name !== "sign-in") await signInAs("dana@riverside.example");
    const url = await path(page);
    await slowLine(page);
    await page.addInitScript(observe);
    await page.goto(url, { timeout: 90_000 });
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.waitForLoadState("networkidle", { timeout: 90_000 });
    if (name === "editor") await expect(page.getByTitle("Preview of the mail")).toBeVisible();
    const shift = await shiftOf(page);
    info.annotations.push({ type: "measured", description: String(shift) });
    expect(shift, "layout shift").toBeLessThanOrEqual(0.02);
  });
