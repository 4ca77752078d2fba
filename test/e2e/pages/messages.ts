import type { Locator, Page } from "@playwright/test";
import { expect } from "../fixtures/test.ts";

/** Where the open thread is written in. */
export function composerOf(page: Page): Locator {
  return page.getByRole("textbox", { name: /^Write to the/ });
}

/** The row of a family's thread in the list. */
export function rowOf(page: Page, family: string): Locator {
  return page.getByRole("link", { name: new RegExp(`^${family} family`) });
}

/** Writes in the open thread and sends it with the button, as one does on any device. */
export async function say(page: Page, body: string): Promise<void> {
  await composerOf(page).fill(body);
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(bubble(page, body)).toBeVisible();
}

/** A message in the open thread. */
export function bubble(page: Page, body: string): Locator {
  return page.getByRole("log").getByText(body, { exact: true });
}

/** The mark at the messages tab that something is unread; its words are for screen readers. */
export function tabDot(page: Page): Locator {
  return page.getByRole("link", { name: /^Messages something is unread/ }).filter({ visible: true });
}

/** Waits until the composer's scripts are there: before that, a line that is cut keeps them away. */
export async function awake(field: Locator): Promise<void> {
  await expect
    .poll(() =>
      field.evaluate((element) => Object.keys(element).some((key) => key.startsWith("__reactProps$"))),
    )
    .toBe(true);
}

/** What a customer's own page is written in. */
export function ownComposerOf(page: Page): Locator {
  return page.getByRole("textbox", { name: "Write a message" });
}

/** Writes as the customer, in their own pages. */
export async function answer(page: Page, body: string): Promise<void> {
  await ownComposerOf(page).fill(body);
  await page.getByRole("button", { name: "Send" }).click();
}

/** What the thread says, from top to bottom, as either side's page shows it; what is not sent is not in it. */
export function wordsOf(page: Page, side: "staff" | "customer"): Promise<string[]> {
  const entries =
    side === "staff" ? "[data-entry][data-kind=message] > [class*=bubble]" : "[data-entry] [class*=bubble]";
  // What is far off the screen is not laid out, so it has no inner text.
  return page.locator(entries).allTextContents();
}
