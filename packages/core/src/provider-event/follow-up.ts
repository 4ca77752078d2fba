import { checkSendHealth } from "../broadcast/check-send-health.ts";
import type { Context } from "../context.ts";
import { compactScatteredTallies } from "./compact-scattered-tallies.ts";
import type { MatchedEvent } from "./event-subject.ts";

/** Recipients whose broadcasts are to be looked after once their events are committed. */
export interface FollowUp {
  readonly recipientIds: readonly string[];
  /** Of whom bad news came, and for whose mail its content was to blame. */
  readonly troubledIds: readonly string[];
  readonly spamContentIds: readonly string[];
}

const badNews: ReadonlySet<MatchedEvent["event"]["kind"]> = new Set([
  "hard_bounced",
  "soft_bounced",
  "complained",
]);

/** What these events leave to look after; deliveries are in no broadcast. */
export function followUpOf(events: readonly MatchedEvent[]): FollowUp {
  const ofRecipients = events.filter(({ kind }) => kind === "recipient");
  const troubled = ofRecipients.filter(({ event }) => badNews.has(event.kind));
  return {
    recipientIds: [...new Set(ofRecipients.map(({ id }) => id))],
    troubledIds: troubled.map(({ id }) => id),
    spamContentIds: troubled.filter(({ event }) => event.bounceKind === "spam_content").map(({ id }) => id),
  };
}

/**
 * Looks after the broadcasts of recipients that events were about: pauses what goes badly (C17), compacts scattered totals.
 * Call it after the events' commit, at once or for several groups together: nothing of it is lost but time.
 */
export async function followUp({ ctx, input }: { ctx: Context; input: FollowUp }): Promise<void> {
  const { recipientIds, spamContentIds, troubledIds } = input;
  await checkSendHealth({ ctx, input: { recipientIds: troubledIds, spamContentIds } });
  await compactScatteredTallies({ ctx, input: { recipientIds } });
}
