import { expect, type Locator, type Page } from "@playwright/test";

/**
 * Walks by Tab (or Shift+Tab) until this has the focus, as somebody without a mouse does.
 * @throws when it is not among the next 150 stops
 */
export async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await expect(target).toBeVisible();
  const isThere = async () => (await target.and(page.locator(":focus")).count()) === 1;
  for (let presses = 0; presses < 150; presses += 1) {
    if (await isThere()) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never came to ${target}.`);
}

/** Walks to it by Tab and presses Enter. */
export async function enterOn(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await tabTo(page, target, key);
  await page.keyboard.press("Enter");
}
