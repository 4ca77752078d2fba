import { expect, type Locator, type Page } from "@playwright/test";

export type SettingsPart =
  | "Organisation"
  | "Sender"
  | "Pace"
  | "Mass text alerts"
  | "How long reports are kept"
  | "Stop all sending";

/** One part of the settings, which is saved on its own. */
export function settingsPart(page: Page, part: SettingsPart): Locator {
  return page.getByRole("region", { name: part, exact: true });
}

/** Opens the settings and waits until their scripts are at work. */
export async function openSettings(page: Page): Promise<void> {
  await page.goto("/settings");
  await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();
  await page.waitForLoadState("networkidle");
}

/** Fills fields of a part by their labels and saves it. */
export async function saveSettings(
  page: Page,
  part: SettingsPart,
  values: Readonly<Record<string, string>>,
): Promise<void> {
  const section = settingsPart(page, part);
  for (const [label, value] of Object.entries(values)) await section.getByLabel(label).fill(value);
  await section.getByRole("button", { name: "Save" }).click();
  await expect(section.getByRole("status")).toHaveText("Saved");
}
