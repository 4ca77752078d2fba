import { expect, type Locator, type Page } from "@playwright/test";

export type SettingsPart =
  | "Organisation"
  | "Sender"
  | "Pace"
  | "Approval"
  | "Not too often"
  | "Mass text alerts"
  | "How long reports are kept"
  | "Stop all sending";

/** One part of the settings, which is saved on its own. */
export function settingsPart(page: Page, part: SettingsPart): Locator {
  return page.getByRole("region", { name: part, exact: true });
}

/** On which page each part stands. */
const pageOf = {
  Organisation: "general",
  Sender: "sending",
  Pace: "sending",
  Approval: "sending",
  "Not too often": "sending",
  "Mass text alerts": "texting",
  "How long reports are kept": "data",
  "Stop all sending": "sending",
} as const satisfies Record<SettingsPart, string>;

/** Opens a page of the settings and waits until its scripts are at work. */
export async function openSettings(
  page: Page,
  place: "general" | "sending" | "messages" | "texting" | "providers" | "data" = "general",
): Promise<void> {
  await page.goto(`/settings/${place}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.waitForLoadState("networkidle");
}

/** Opens the page of a part, where another is open. */
export async function openSettingsPart(page: Page, part: SettingsPart): Promise<Locator> {
  if (new URL(page.url()).pathname !== `/settings/${pageOf[part]}`) await openSettings(page, pageOf[part]);
  return settingsPart(page, part);
}

/** Fills fields of a part by their labels and saves it. */
export async function saveSettings(
  page: Page,
  part: SettingsPart,
  values: Readonly<Record<string, string>>,
): Promise<void> {
  const section = await openSettingsPart(page, part);
  for (const [label, value] of Object.entries(values)) await section.getByLabel(label).fill(value);
  await section.getByRole("button", { name: "Save" }).click();
  await expect(section.getByRole("status")).toHaveText("Saved");
}
