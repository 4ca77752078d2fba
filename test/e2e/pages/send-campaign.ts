import { expect, type Locator, type Page } from "@playwright/test";

/** Opens the dialog that sends a draft, as its button offers it. */
export async function askToSend(page: Page, people: string): Promise<Locator> {
  await page.getByRole("button", { name: `Send to ${people}` }).click();
  const dialog = page.getByRole("dialog", { name: /^Send “/ });
  await expect(dialog.getByRole("button", { name: `Send to ${people}` })).toBeEnabled();
  return dialog;
}

/** A day as a date field takes it. @param days from today, in the zone */
export function dayFromNow(days: number, zone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(Date.now() + days * 86_400_000);
}

/** Fills day and time of the dialog that is open, and waits until it says what that means. */
export async function chooseTime(dialog: Locator, day: string, time: string): Promise<void> {
  await dialog.getByLabel("Day").fill(day);
  await dialog.getByLabel(/^Time in /).fill(time);
  await expect(dialog.locator("#send-time-meaning")).toContainText(time);
}
