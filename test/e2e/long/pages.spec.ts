import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures/test.ts";

type Small = { readonly name: string; readonly width: number; readonly height: number };

/**
 * What can be pressed and is smaller than it should be, with the room that a label or a generated box around it adds.
 * Links within a sentence are as high as its line (WCAG 2.5.8 leaves them out).
 */
const findSmall = (leastPx: number) => `(() => {
  const shown = [...document.querySelectorAll("button, input, select, textarea, summary, [role=button], a[href]")]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }) && element.type !== "hidden" && !element.closest("[aria-hidden=true]"));
  return shown.flatMap((element) => {
    if (element.tagName === "A" && getComputedStyle(element).display === "inline") return [];
    const around = getComputedStyle(element, "::after");
    const box = (element.closest("label") ?? element).getBoundingClientRect();
    if (box.width === 0 || box.bottom < 0) return [];
    const has = around.content !== "none" && around.position === "absolute";
    const width = Math.max(box.width, has ? parseFloat(around.width) || 0 : 0);
    const height = Math.max(box.height, has ? parseFloat(around.height) || 0 : 0);
    if (width >= ${leastPx} - 0.5 && height >= ${leastPx} - 0.5) return [];
    return [{ name: (element.getAttribute("aria-label") ?? element.textContent ?? element.tagName).trim().slice(0, 60), width: Math.round(width), height: Math.round(height) }];
  });
})()`;

const observe = `
  window.packpostShift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.packpostShift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });`;

async function campaignPath(page: Page, name: string): Promise<string> {
  await page.goto("/campaigns");
  return (await page.getByRole("link", { name }).getAttribute("href")) ?? "";
}

const pages = [
  ["list", async () => "/campaigns"],
  ["editor", (page: Page) => campaignPath(page, "Holiday hours")],
  ["campaign", (page: Page) => campaignPath(page, "Agility field reopens")],
  ["settings", async () => "/settings"],
  ...["general", "sending", "messages", "texting", "providers", "data"].map(
    (page) => [`settings, ${page}`, async () => `/settings/${page}`] as const,
  ),
  ["api", async () => "/settings/api"],
  ["blocked addresses", async () => "/settings/blocked-addresses"],
] as const;

for (const [name, path] of pages) {
  test(`${name}: everything that is pressed is large enough, and nothing moves`, async ({
    page,
    signInAs,
  }, info) => {
    await signInAs("dana@riverside.example");
    const url = await path(page);
    await page.addInitScript(observe);
    await page.goto(url);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.waitForLoadState("networkidle");
    const least = info.project.name === "phone" ? 44 : 24;
    expect(await page.evaluate<Small[]>(findSmall(least)), `smaller than ${least} px`).toEqual([]);
    expect(await page.evaluate<number>("window.packpostShift"), "layout shift").toBeLessThanOrEqual(0.02);
  });
}

test("the list fits at 1280 px, and the title bar of the editor stays clear of what has the focus", async ({
  page,
  signInAs,
}, info) => {
  test.skip(info.project.name === "phone", "About the desktop's widths.");
  await page.setViewportSize({ width: 1280, height: 720 });
  await signInAs("dana@riverside.example");
  await page.goto("/campaigns");
  const table = page.getByRole("table", { name: "Campaigns" });
  await expect(table).toBeVisible();
  const wide =
    "(() => { const around = document.querySelector('table').parentElement; return around.scrollWidth - around.clientWidth; })()";
  expect(await page.evaluate<number>(wide)).toBeLessThanOrEqual(0);
  await expect(table.getByRole("img", { name: /^\d+ people: / }).first(), "the outcome").toBeVisible();
  await page.goto(await campaignPath(page, "Holiday hours"));
  await expect(page.getByLabel("Text of the mail")).toBeVisible();
  for (const label of ["Text of the mail", "Subject"]) {
    await page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)");
    const field = page.getByLabel(label, { exact: true });
    await field.focus();
    const bar = await page.getByRole("button", { name: /^Send to/ }).boundingBox();
    const box = await field.boundingBox();
    expect(bar?.y, "the bar is in sight").toBeLessThan(160);
    expect((box?.y ?? 0) + (box?.height ?? 0), `${label} is not behind the bar`).toBeGreaterThan(
      (bar?.y ?? 0) + (bar?.height ?? 0),
    );
  }
});

test("C16 several campaigns, and all that match, are archived at once and taken back, by keys", async ({
  page,
  organisation,
  signInAs,
  look,
}) => {
  for (let n = 0; n < 3; n++) await organisation.addDraft();
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/campaigns");
  const rows = page.getByRole("table", { name: "Campaigns" }).locator("tbody tr");
  await expect(rows).toHaveCount(3);
  await page.waitForLoadState("networkidle");
  await rows.first().getByRole("checkbox").press("Space");
  await expect(page.getByText("1 selected")).toBeVisible();
  await page.getByRole("button", { name: "Select all 3 matching" }).press("Enter");
  await expect(page.getByText("All 3 selected")).toBeVisible();
  await look("list-selected");
  await page.getByRole("button", { name: "Archive", exact: true }).press("Enter");
  await expect(page.getByText("3 campaigns archived")).toBeVisible();
  await expect(page.locator("body")).not.toBeFocused();
  await page.getByRole("button", { name: "Undo" }).press("Enter");
  await expect(rows).toHaveCount(3);
});
