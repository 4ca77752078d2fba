import { expect, type Page } from "@playwright/test";

/** Loads all pages of a table. @returns the names in its first column, in its order */
export async function readNames(page: Page, table: string): Promise<string[]> {
  const more = page.getByRole("button", { name: "Load more" });
  const names = page.getByRole("table", { name: table }).locator("tbody tr td:first-child");
  while (await more.isVisible()) {
    const before = await names.count();
    await more.click();
    await expect.poll(() => names.count()).toBeGreaterThan(before);
  }
  return (await names.allInnerTexts()).map((name) => name.split("\n")[0]?.trim() ?? "");
}
