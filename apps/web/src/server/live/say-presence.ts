import type { Context } from "@packpost/core/context";
import type { SignalPresenceInput } from "@packpost/core/conversation/presence/presence-signal";
import { signalPresence } from "@packpost/core/conversation/presence/signal-presence";
import { PackpostError } from "@packpost/core/errors";
import { singleton } from "#web/server/singleton.ts";
import { presenceBoard } from "./presence-board.ts";

/** Said again within so long, nothing is told. */
const againMs = 1_500;
/** What one person's pages tell in so long; ten tabs with somebody who types in each tell less. */
const most = { signals: 60, withinMs: 10_000 };

/**
 * Somebody's page says what they do in a thread (V10).
 * @throws {PackpostError} not_found, also outside their scope; rate_limited for a flood
 */
export async function sayPresence(ctx: Context, input: SignalPresenceInput): Promise<void> {
  const { actor, organisationId } = ctx;
  if (actor.kind !== "staff" && actor.kind !== "customer")
    throw new PackpostError("forbidden", "Only people look at conversations.");
  const signal = { ...input, organisationId, kind: actor.kind, personId: actor.id };
  if (presenceBoard().hasJust(signal, againMs)) return;
  count(`${organisationId}/${actor.id}`);
  // Here at once; the other processes, and this one again, hear of it by NOTIFY.
  presenceBoard().put(await signalPresence({ ctx, input }));
}

interface Counted {
  readonly sinceMs: number;
  signals: number;
}

function count(person: string): void {
  const counts = singleton("presence-counts", () => new Map<string, Counted>());
  const now = Date.now();
  for (const [one, { sinceMs }] of counts) if (now - sinceMs > most.withinMs) counts.delete(one);
  const counted = counts.get(person) ?? { sinceMs: now, signals: 0 };
  counts.set(person, counted);
  counted.signals += 1;
  if (counted.signals > most.signals)
    throw new PackpostError("rate_limited", "Very many signs of life came from this page.", {
      retryAfterSeconds: most.withinMs / 1_000,
    });
}
