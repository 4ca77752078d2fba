import { expect, type Locator, type Page } from "@playwright/test";

/** What an alert says unless it matters. */
export const alertWords = "The Elm Street gate stays closed tomorrow. Please use the river entrance.";

/** The button at the right edge of Messages. */
export function alertsButton(page: Page): Locator {
  return page.getByRole("button", { name: "Mass text Alerts" });
}

/** Beside the thread, on a phone over it. */
export function panelOf(page: Page): Locator {
  return page
    .getByRole("complementary", { name: "Mass text alerts" })
    .or(page.getByRole("dialog", { name: "Mass text alerts" }));
}

/** Where the text is written. */
export function textOf(page: Page): Locator {
  return panelOf(page).getByRole("textbox", { name: "Text" });
}

/** The newest alert of the activity list that says so. */
export function activityOf(page: Page, body: string): Locator {
  return panelOf(page).getByRole("listitem").filter({ hasText: body }).first();
}

/** One alert with its people, where it is open. */
export function alertDialog(page: Page): Locator {
  return page.getByRole("dialog", { name: "Text alert", exact: true });
}

/** Opens an alert from the activity list. */
export async function openAlert(page: Page, body: string): Promise<Locator> {
  await activityOf(page, body).getByRole("button", { name: body }).click();
  return alertDialog(page);
}

/** Begins an alert to everybody who comes tomorrow. */
export async function writeAlert(page: Page, body: string): Promise<void> {
  await panelOf(page).getByRole("button", { name: "Tomorrow", exact: true }).click();
  await textOf(page).fill(body);
}

/** Asks for the last question before it is sent. @param people "3 people" */
export async function askToSendAlert(page: Page, people: string): Promise<Locator> {
  await panelOf(page)
    .getByRole("button", { name: `Send to ${people}` })
    .click();
  return page.getByRole("dialog", { name: `Send this text to ${people}?` });
}

/** Sends what is written. @param people "3 people" */
export async function sendAlert(page: Page, people: string): Promise<void> {
  const question = await askToSendAlert(page, people);
  await question.getByRole("button", { name: `Send to ${people}` }).click();
  await expect(question).toHaveCount(0);
}
