import { expect, type Page } from "@playwright/test";

export type Draft = {
  readonly name: string;
  readonly pass: string;
  readonly subject: string;
  readonly body: string;
};

/** Starts a campaign from the list, as a person does. @returns its address */
export async function startCampaign(page: Page): Promise<string> {
  await page.getByRole("button", { name: "New campaign" }).click();
  await page.waitForURL(/\/campaigns\/[0-9a-f-]{36}/);
  await expect(page.getByLabel("Name of the campaign")).toBeVisible();
  return page.url();
}

/** Opens a draft and waits until its scripts are at work: what is typed before belongs to nobody. */
export async function openDraft(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByTitle("Preview of the mail")).toBeVisible();
}

/** Fills the open editor and waits until it is saved. */
export async function writeCampaign(page: Page, draft: Draft): Promise<void> {
  await page.getByLabel("Name of the campaign").fill(draft.name);
  await choosePass(page, draft.pass);
  await page.getByRole("textbox", { name: "Subject" }).fill(draft.subject);
  await page.getByLabel("Text of the mail").fill(draft.body);
  await expectSaved(page);
}

export async function choosePass(page: Page, pass: string): Promise<void> {
  await page.getByRole("combobox", { name: "Pass" }).selectOption({ label: pass });
}

/** Sends the open draft. @param people as the button says it, e.g. "3 people" */
export async function pressSend(page: Page, people: string): Promise<void> {
  await page.getByRole("button", { name: `Send to ${people}` }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: `Send to ${people}` })
    .click();
}

/** Waits until everything typed is on the server. */
export async function expectSaved(page: Page): Promise<void> {
  // What was typed a moment ago is being saved: "Saved" of before does not count.
  await expect
    .poll(() =>
      page.evaluate(() => Object.keys(localStorage).some((key) => key.startsWith("packpost-draft-"))),
    )
    .toBe(false);
  await expect(page.getByText(/^Saved \d\d:\d\d$/)).toBeVisible();
}
