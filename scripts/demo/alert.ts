import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { StepFailure } from "../console/step-failure.ts";
import type { WebSession } from "./web-session.ts";

/** What the demo reports of its alert; `accepted` is counted from the simulator's ledger. */
export type AlertReport = Readonly<
  Record<"audience" | "sent" | "failed" | "skipped" | "waiting" | "accepted" | "seconds", number>
>;

const range = { kind: "tomorrow" };
/** In life 12: a minute is enough of the demo. */
const SECONDS_PER_TEXT = 1;
const PATIENCE_MS = 180_000;

const counted = z.object({ outcome: z.literal("counted"), receiving: z.number() });
const viewed = z.object({
  status: z.string(),
  pauseReason: z.string().nullable(),
  audience: z.number(),
  counts: z.object({ sent: z.number(), undelivered: z.number() }),
  buckets: z.object({
    waiting: z.number(),
    sent: z.number(),
    failed: z.number(),
    skipped: z.number(),
    cancelled: z.number(),
    unconfirmed: z.number(),
  }),
});
const ledger = z.object({ items: z.array(z.object({ to: z.array(z.string()).or(z.string()) })) });

/**
 * An admin texts everybody who comes tomorrow, one text after the other, and looks what became of it.
 * @param options.organisationId whose texts are counted at the simulator
 * @returns the figures, and one sentence for whatever does not hold
 */
export async function sendDemoAlert(options: {
  session: WebSession;
  simulatorUrl: string;
  organisationId: string;
  stop: AbortSignal;
}): Promise<{ alert: AlertReport; problems: string[] }> {
  const { session, stop } = options;
  const startedAt = Date.now();
  const before = await textsOf(options);
  const values = { alertSecondsPerText: SECONDS_PER_TEXT };
  await session.mutate("settings.edit", { section: "alerts", values, seen: {} }, z.unknown());
  const { receiving } = await session.query("alert.preview", { range }, counted);
  const alertId = randomUUID();
  const body = "Riverside Dog Parks: the road from the mill is closed tomorrow. Please come by the bridge.";
  const more = { again: false, overrideQuietHours: true, againOf: null };
  const input = { alertId, range, body, confirmedCount: receiving, ...more };
  // Sent twice, as a double click would: it is one.
  const sent = z.object({ outcome: z.literal("sent") });
  await session.mutate("alert.send", input, sent);
  await session.mutate("alert.send", input, sent);
  for (;;) {
    const now = await session.query("alert.get", { alertId }, viewed);
    if (now.status === "paused") throw stuck(`It paused: ${now.pauseReason ?? "no reason given"}.`);
    if (now.status === "sent" && now.counts.sent === 0) {
      const numbers = (await textsOf(options)).slice(before.length);
      const { waiting, sent: reached, failed, skipped, cancelled, unconfirmed } = now.buckets;
      const accepted = reached + now.counts.undelivered;
      const sum = waiting + reached + failed + skipped + cancelled + unconfirmed;
      return {
        alert: {
          ...{ audience: now.audience, sent: reached, failed, skipped, waiting, accepted: numbers.length },
          seconds: Math.round((Date.now() - startedAt) / 1_000),
        },
        problems: [
          ...(sum === now.audience ? [] : [`The alert's buckets sum up to ${sum}, not ${now.audience}.`]),
          ...(numbers.length === accepted
            ? []
            : [`The provider accepted ${numbers.length} texts, the alert says ${accepted}.`]),
          ...(new Set(numbers).size === numbers.length ? [] : ["A number was texted twice."]),
        ],
      };
    }
    if (Date.now() - startedAt > PATIENCE_MS)
      throw stuck(`It is ${now.status} after ${PATIENCE_MS / 1_000} s.`);
    await delay(300, undefined, { signal: stop });
  }
}

/** Numbers of all texts that the simulator has accepted, in order. */
async function textsOf({ simulatorUrl, organisationId }: { simulatorUrl: string; organisationId: string }) {
  const found = await fetch(`${simulatorUrl}/_ledger?channel=sms&limit=5000&token=sandbox-${organisationId}`);
  return ledger.parse(await found.json()).items.map(({ to }) => [to].flat()[0] ?? "");
}

function stuck(why: string): StepFailure {
  return new StepFailure("The demo alert did not go out", why, "Look at its workflow in the Temporal UI.");
}
