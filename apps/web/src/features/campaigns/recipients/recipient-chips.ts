import { countOf, type FigureName, type Tallies } from "@packpost/core/campaign/figures";
import { figureLabels } from "#web/components/chart/figure-labels.ts";

/** Always there while they have people; the finer ones only while they are chosen. */
const usual: readonly FigureName[] = [
  ...(["waiting", "no_answer", "delivered", "opened", "clicked", "bounced", "unsubscribed"] as const),
  ...(["spam_complaint", "failed", "skipped", "cancelled", "unconfirmed"] as const),
];

/** The chips that have people, and the chosen one. */
export function chipsOf(tallies: Tallies, chosen: FigureName) {
  const names = usual.includes(chosen) || chosen === "all" ? usual : [...usual, chosen];
  return names
    .map((value) => ({ value, label: figureLabels[value], count: countOf(tallies, value) }))
    .filter(({ value, count }) => count > 0 || value === chosen);
}
