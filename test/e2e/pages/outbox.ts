import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Locator, type Page, type TestInfo } from "@playwright/test";

/** Looks at the outbox, which follows the system's colours by itself. */
export async function lookAtOutbox(page: Page, info: TestInfo, name: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({
      path: `.artifacts/e2e/screens/${name}-${info.project.name}-${colorScheme}.png`,
      animations: "disabled",
      fullPage: true,
    });
    const { violations } = await new AxeBuilder({ page }).exclude("iframe").analyze();
    expect.soft(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: "light" });
}

/** The form of "What goes wrong" behind a button. */
export const formOf = (outbox: Page, change: string): Locator =>
  outbox.locator("form").filter({ has: outbox.locator(`input[name=change][value=${change}]`) });
