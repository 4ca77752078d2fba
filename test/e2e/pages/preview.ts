import { expect, type Page } from "@playwright/test";

/**
 * Waits until the mail in the editor's preview says this. Nothing can run inside that frame (its sandbox forbids it),
 * Playwright's own look-ups included, so its text is read from outside.
 */
export async function expectPreviewToSay(page: Page, words: string | RegExp): Promise<void> {
  const text =
    "document.querySelector('iframe[title=\"Preview of the mail\"]')?.contentDocument?.body?.innerText";
  await expect.poll(() => page.evaluate<string | undefined>(text).then((said) => said ?? "")).toMatch(words);
}

/** Shows the mail as one recipient gets it. */
export async function previewAs(page: Page, name: string): Promise<void> {
  const picker = page.getByRole("combobox", { name: "Show the mail as this person gets it" });
  await picker.click();
  await picker.fill(name);
  await page
    .getByRole("listbox", { name: "People who will receive it" })
    .getByRole("option", { name })
    .click();
}
