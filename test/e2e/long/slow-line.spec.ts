import type { Page } from "@playwright/test";
import { slowLine } from "../fixtures/slow-line.ts";
import { expect, test } from "../fixtures/test.ts";

const observe = `
  window.packpostShift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.packpostShift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });`;

const pages = {
  "sign-in": async () => "/sign-in",
  campaigns: async () => "/campaigns",
  editor: (page: Page) => pathOf(page, "Holiday hours"),
  campaign: (page: Page) => pathOf(page, "Agility field reopens"),
  settings: async () => "/settings",
  "settings of sending": async () => "/settings/sending",
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
    const shift = await page.evaluate<number>("window.packpostShift");
    info.annotations.push({ type: "measured", description: String(shift) });
    expect(shift, "layout shift").toBeLessThanOrEqual(0.02);
  });
