import { expect, type Locator, type Page } from "@playwright/test";

/** The numbers that the campaign page shows: "475 people = 391 sent + 21 waiting + 63 skipped". */
export type ShownTotals = { readonly audience: number; readonly parts: Readonly<Record<string, number>> };

/** Reads the equation off the screen. */
export async function readTotals(page: Page): Promise<ShownTotals> {
  const text = await page.getByText(/^[\d,]+ (people|person) = /).innerText();
  const [left = "", right = ""] = text.split("=");
  const parts = right.split("+").map((part) => {
    const [n = "", word = ""] = part.trim().split(" ");
    return [word, numberOf(n)] as const;
  });
  return { audience: numberOf(left.trim().split(" ")[0] ?? ""), parts: Object.fromEntries(parts) };
}

/** The parts of the stacked bar, as a screen reader hears them: "475 people: 120 opened, 63 skipped". */
export async function readBar(page: Page): Promise<Readonly<Record<string, number>>> {
  const spoken = await page
    .getByRole("main")
    .getByRole("img", { name: /people: / })
    .getAttribute("aria-label");
  const parts = (spoken ?? "").split(": ")[1]?.split("; ") ?? [];
  return Object.fromEntries(
    parts.map((part) => {
      const [n = "", ...words] = part.split(" ");
      return [words.join(" "), numberOf(n)];
    }),
  );
}

/** What the equation, the bar and the chip "All" say must be one and the same (C15). */
export async function expectTotalsToAddUp(page: Page): Promise<ShownTotals> {
  const totals = await readTotals(page);
  expect(sum(totals.parts), JSON.stringify(totals)).toBe(totals.audience);
  return totals;
}

/** One of the tiles above the bar, by its word and number: "Clicked 1". Legend and chips say the same words. */
export function outcomeTile(page: Page, name: string): Locator {
  return page.locator("dl").getByRole("button", { name, exact: true });
}

export function sum(parts: Readonly<Record<string, number>>): number {
  return Object.values(parts).reduce((total, n) => total + n, 0);
}

/** "1,204" as shown. */
export function numberOf(text: string): number {
  return Number(text.replaceAll(/[^\d]/g, ""));
}
