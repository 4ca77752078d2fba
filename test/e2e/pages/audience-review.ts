import { expect, type Locator, type Page } from "@playwright/test";
import { numberOf } from "./read-totals.ts";

/** A chip of the review: "Will not 7". */
export function reviewChip(page: Page, name: RegExp): Locator {
  return page.getByRole("group", { name: "Recipients" }).getByRole("button", { name });
}

/** The number on a chip of the review. */
export async function countOnChip(page: Page, name: RegExp): Promise<number> {
  return numberOf((await reviewChip(page, name).innerText()).replace(/^\D*2 years|^\D+/, ""));
}

/** Filters by a chip and waits until only as many people as it says are shown. */
export async function showReason(page: Page, name: RegExp): Promise<Locator> {
  const people = await countOnChip(page, name);
  await reviewChip(page, name).click();
  await expect(reviewChip(page, name)).toHaveAttribute("aria-pressed", "true");
  const rows = page.getByRole("table", { name: "Recipients" }).locator("tbody tr");
  await expect(rows).toHaveCount(people);
  return rows;
}

/** Somebody's line among a campaign's recipients. @param who a part of their name or address */
export function recipientRow(page: Page, who: string): Locator {
  return page.getByRole("table", { name: "Recipients" }).locator("tbody tr").filter({ hasText: who });
}
