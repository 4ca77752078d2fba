import { type RecipientStatus, recipientStatuses, statusesIn } from "./buckets.ts";

/** People something has happened to, which their status alone does not say; measures of the database's recipient_measures(). */
export const facts = [
  "delivered",
  "opened",
  "bot_opened",
  "clicked",
  "bot_clicked",
  "hard_bounced",
  "soft_bounced",
  "unsubscribed",
  "unsubscribed_no_click",
  "complained",
  "complained_no_click",
] as const;
export type Fact = (typeof facts)[number];

/** What one figure of a campaign's page counts and, pressed, shows. */
interface Figure {
  /** The statuses its people can have, by which the index recipient_by_status finds them. */
  readonly statuses: readonly RecipientStatus[];
  /** Where the statuses are not all: the fact itself. */
  readonly fact?: Fact;
}

const arrived = ["delivered", "opened", "clicked", "unsubscribed", "spam_complaint"] as const;

/**
 * The one definition of a campaign's figures: each is a filter of the recipients, and its number is that of their rows
 * (C10, C15). Words that are alone on a page mean one thing: `delivered` is everybody it reached, `delivered_not_opened`
 * a part of the bar. Browser-safe.
 */
export const figures = {
  all: { statuses: recipientStatuses },
  waiting: { statuses: statusesIn("waiting") },
  handed_over: { statuses: ["claimed"] },
  sent: { statuses: statusesIn("sent") },
  no_answer: { statuses: ["sent"] },
  delivered: { statuses: arrived },
  delivered_not_opened: { statuses: ["delivered"] },
  opened: { statuses: ["opened", "clicked", "unsubscribed", "spam_complaint"], fact: "opened" },
  opened_no_click: { statuses: ["opened"] },
  bot_opened: { statuses: [...arrived, "sent"], fact: "bot_opened" },
  clicked: { statuses: ["clicked", "unsubscribed", "spam_complaint"], fact: "clicked" },
  bot_clicked: { statuses: [...arrived, "sent"], fact: "bot_clicked" },
  bounced: { statuses: ["bounced"] },
  hard_bounced: { statuses: ["bounced"], fact: "hard_bounced" },
  soft_bounced: { statuses: ["bounced"], fact: "soft_bounced" },
  unsubscribed: { statuses: ["unsubscribed", "bounced", "spam_complaint"], fact: "unsubscribed" },
  unsubscribed_no_click: { statuses: ["unsubscribed"], fact: "unsubscribed_no_click" },
  spam_complaint: { statuses: ["spam_complaint"] },
  complained_no_click: { statuses: ["spam_complaint"], fact: "complained_no_click" },
  failed: { statuses: statusesIn("failed") },
  skipped: { statuses: ["skipped"] },
  cancelled: { statuses: ["cancelled"] },
  unconfirmed: { statuses: ["unconfirmed"] },
} as const satisfies Record<string, Figure>;

export type FigureName = keyof typeof figures;

/** Every figure, for URLs and inputs. */
export const figureNames: readonly FigureName[] = Object.keys(figures).filter(isFigureName);

/** Whether a word from outside names a figure. */
export function isFigureName(word: string): word is FigureName {
  return Object.hasOwn(figures, word);
}

/** The parts of the stacked bar in its order: everybody of the audience is in exactly one. */
export const barParts = [
  "clicked",
  "opened_no_click",
  "delivered_not_opened",
  "no_answer",
  "unsubscribed_no_click",
  "bounced",
  "complained_no_click",
  "failed",
  "unconfirmed",
  "waiting",
  "cancelled",
  "skipped",
] as const satisfies readonly FigureName[];
export type BarPart = (typeof barParts)[number];

/** People per status and per fact, as the tallies have them; what is not given counts as none. */
export interface Tallies {
  readonly counts: Readonly<Partial<Record<RecipientStatus, number>>>;
  readonly facts: Readonly<Partial<Record<Fact, number>>>;
}

/** How many people a figure counts, from the tallies. */
export function countOf({ counts, facts: seen }: Tallies, name: FigureName): number {
  const figure: Figure = figures[name];
  if (figure.fact !== undefined) return seen[figure.fact] ?? 0;
  return figure.statuses.reduce((sum, status) => sum + (counts[status] ?? 0), 0);
}
