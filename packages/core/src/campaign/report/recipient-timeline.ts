/** How one knows that a program did it and no person (C11): its own event says so, or the rules of tell-bots-apart. */
export type BotHint = "reported" | "too_soon" | "scan";

/** Something that happened to one recipient, with its time (C9). */
export type TimelineEvent = { readonly at: Date } & (
  | { readonly kind: "chosen"; readonly how: "pass" | "by_hand" }
  | { readonly kind: "claimed" }
  /** The provider's answer was lost, so it was asked; `claimed` again after it means that it had nothing. */
  | { readonly kind: "asked" }
  | { readonly kind: "accepted"; readonly messageId: string | null }
  | { readonly kind: "opened"; readonly bot: BotHint | null; readonly device: string | null }
  | {
      readonly kind: "clicked";
      readonly url: string;
      readonly bot: BotHint | null;
      readonly device: string | null;
    }
  | { readonly kind: "unsubscribed" | "resubscribed"; readonly source: string | null }
  | {
      readonly kind: "delivered" | "soft_bounced" | "hard_bounced" | "dropped" | "failed" | "complained";
      /** The provider's own words, where they are about this. */
      readonly providerMessage: string | null;
    }
  | { readonly kind: "skipped" | "cancelled" | "unconfirmed" }
);

/** What is stored of a recipient: first-seen facts, and each opening and click, which outlive the raw events (C12). */
export interface RecipientFacts {
  readonly snapshotAt: Date | null;
  /** Was to receive it: whoever was skipped from the start was not chosen. */
  readonly chosen: boolean;
  readonly added: boolean;
  readonly providerMessage: string | null;
  readonly messageId: string | null;
  readonly unsubscribeSource: string | null;
  /** When the last call was claimed, and when the provider was last asked about it. */
  readonly attemptAt: Date | null;
  readonly askedAt: Date | null;
  readonly facts: Readonly<Record<Fact, Date | null>>;
  readonly openings: readonly { at: Date; bot: boolean; reportedBot: boolean; device: string | null }[];
  readonly clicks: readonly {
    at: Date;
    bot: boolean;
    reportedBot: boolean;
    url: string;
    device: string | null;
  }[];
  /** What the person chose after they had unsubscribed or were skipped (P6). */
  readonly choices: readonly { at: Date; subscribed: boolean; source: string | null }[];
}

type Fact = (typeof factNames)[number];
export const factNames = [
  "skipped",
  "cancelled",
  "claimed",
  "sent",
  "delivered",
  "opened",
  "botOpened",
  "clicked",
  "botClicked",
  "softBounced",
  "hardBounced",
  "unsubscribed",
  "complained",
  "dropped",
  "failed",
  "unconfirmed",
] as const;

/** Of two things at the same instant the one further left came first. */
const order: readonly TimelineEvent["kind"][] = [
  ...(["chosen", "skipped", "claimed", "asked", "dropped", "failed", "unconfirmed", "accepted"] as const),
  ...([
    "soft_bounced",
    "delivered",
    "hard_bounced",
    "opened",
    "clicked",
    "complained",
    "unsubscribed",
    "resubscribed",
  ] as const),
  "cancelled",
];

/** Everything known of one recipient in the order of time, from what is stored alone. */
export function buildTimeline(recipient: RecipientFacts): TimelineEvent[] {
  const { facts, providerMessage } = recipient;
  const events: TimelineEvent[] = [];
  const add = (at: Date | null, event: (at: Date) => TimelineEvent) => at !== null && events.push(event(at));
  add(recipient.chosen ? recipient.snapshotAt : null, (at) => ({
    kind: "chosen",
    at,
    how: recipient.added ? "by_hand" : "pass",
  }));
  add(facts.skipped, (at) => ({ kind: "skipped", at }));
  add(facts.claimed, (at) => ({ kind: "claimed", at }));
  // A later claim than the first: the first one was given back.
  if (facts.claimed && recipient.attemptAt && recipient.attemptAt.getTime() - facts.claimed.getTime() > 1_000)
    events.push({ kind: "claimed", at: recipient.attemptAt });
  add(recipient.askedAt, (at) => ({ kind: "asked", at }));
  add(facts.sent, (at) => ({ kind: "accepted", at, messageId: recipient.messageId }));
  const spoken = spokenOf(facts);
  for (const [kind, fact] of reportedFacts) {
    add(facts[fact], (at) => ({ kind, at, providerMessage: spoken === kind ? providerMessage : null }));
  }
  events.push(...openingsOf(recipient), ...clicksOf(recipient));
  add(facts.unsubscribed, (at) => ({ kind: "unsubscribed", at, source: recipient.unsubscribeSource }));
  for (const { at, subscribed, source } of recipient.choices)
    events.push({ kind: subscribed ? "resubscribed" : "unsubscribed", at, source });
  add(facts.cancelled, (at) => ({ kind: "cancelled", at }));
  add(facts.unconfirmed, (at) => ({ kind: "unconfirmed", at }));
  return events.sort(
    (a, b) => a.at.getTime() - b.at.getTime() || order.indexOf(a.kind) - order.indexOf(b.kind),
  );
}

const reportedFacts = [
  ["delivered", "delivered"],
  ["soft_bounced", "softBounced"],
  ["hard_bounced", "hardBounced"],
  ["complained", "complained"],
  ["dropped", "dropped"],
  ["failed", "failed"],
] as const satisfies [TimelineEvent["kind"], Fact][];

/** Whose words are kept: bad news for good is not overwritten, else the newest speaks. */
function spokenOf(facts: RecipientFacts["facts"]): TimelineEvent["kind"] | null {
  if (facts.hardBounced && (!facts.complained || facts.hardBounced > facts.complained)) return "hard_bounced";
  if (facts.complained) return "complained";
  const newest = reportedFacts
    .map(([kind, fact]) => ({ kind, at: facts[fact] }))
    .sort((a, b) => (b.at?.getTime() ?? 0) - (a.at?.getTime() ?? 0))[0];
  return newest?.at ? newest.kind : null;
}

/** Each opening; a first-seen time from before openings were kept stands for itself. */
function openingsOf({ openings, facts }: RecipientFacts): TimelineEvent[] {
  const kept = openings.map(
    ({ at, bot, reportedBot, device }): TimelineEvent => ({
      kind: "opened",
      at,
      device,
      bot: hint(bot, reportedBot, at, facts),
    }),
  );
  const known = new Set(openings.map(({ at }) => at.getTime()));
  for (const [at, bot] of [
    [facts.opened, null],
    [facts.botOpened, "reported"],
  ] as const)
    if (at && !known.has(at.getTime())) kept.push({ kind: "opened", at, bot, device: null });
  return kept;
}

function clicksOf({ clicks, facts }: RecipientFacts): TimelineEvent[] {
  const kept = clicks.map(
    ({ at, bot, reportedBot, url, device }): TimelineEvent => ({
      ...{ kind: "clicked", at, url, device },
      bot: hint(bot, reportedBot, at, facts),
    }),
  );
  const known = new Set(clicks.map(({ at }) => at.getTime()));
  for (const [at, bot] of [
    [facts.clicked, null],
    [facts.botClicked, "reported"],
  ] as const)
    if (at && !known.has(at.getTime())) kept.push({ kind: "clicked", at, url: "", bot, device: null });
  return kept;
}

/** The rule of tell-bots-apart that made it a bot's. */
function hint(bot: boolean, reportedBot: boolean, at: Date, facts: RecipientFacts["facts"]): BotHint | null {
  if (!bot) return null;
  if (reportedBot) return "reported";
  return facts.delivered && at.getTime() < facts.delivered.getTime() + 2_000 ? "too_soon" : "scan";
}
