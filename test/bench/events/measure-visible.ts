import { setTimeout as delay } from "node:timers/promises";
import type { EventRequest } from "./mixed-events.ts";
import { type LoadResult, runLoad } from "./run-load.ts";
import type { WebReader } from "./web-reader.ts";

const IDLE_MS = 5_000;
const LATEST_MS = 15_000;

export type Visible = {
  /** From the moment an event was due to be told until the page that follows the campaign had it, 95th percentile. */
  readonly visibleP95Ms: number;
  readonly answerP95Ms: number;
  readonly pageIdleMs: number;
  readonly pageMs: number;
};

/** How soon events stand on the page, and how long pages take meanwhile, while they come at a steady rate. */
export async function measureVisible(
  reader: WebReader,
  campaignId: string,
  load: {
    url: string;
    authorization: string;
    requests: EventRequest[];
    connections: number;
    perSecond: number;
  },
): Promise<Visible> {
  const path = `/campaigns/${campaignId}`;
  const idle = AbortSignal.timeout(IDLE_MS);
  const pageIdleMs = await reader.timePage(path, idle);

  const seen: { readonly delivered: number; readonly atMs: number }[] = [];
  const watching = new AbortController();
  const watched = reader
    .watchDelivered(campaignId, watching.signal, (delivered, atMs) => seen.push({ delivered, atMs }))
    .catch((error: unknown) => {
      if (!watching.signal.aborted) throw error;
    });
  while (seen.length === 0) await delay(20);
  const before = seen.at(-1)?.delivered ?? 0;
  const loading = new AbortController();
  const [result, pageMs] = await Promise.all([
    runLoad(load).finally(() => loading.abort()),
    reader.timePage(path, loading.signal),
  ]);
  const deliveries = load.requests.flatMap(({ body }, index) =>
    body.includes('"RecordType":"Delivery"') ? [result.dueAtMs[index] ?? 0] : [],
  );
  const endAt = Date.now() + LATEST_MS;
  while ((seen.at(-1)?.delivered ?? 0) < before + deliveries.length && Date.now() < endAt) await delay(20);
  watching.abort();
  await watched;
  return { ...latency(deliveries, seen, before), ...answers(result), pageIdleMs, pageMs };
}

function answers({ answerP95Ms }: LoadResult) {
  return { answerP95Ms };
}

/** The n-th delivery that was due is visible when the page first says n more than before. */
function latency(
  dueAtMs: readonly number[],
  seen: readonly { readonly delivered: number; readonly atMs: number }[],
  before: number,
) {
  const waits = dueAtMs.map((due, index) => {
    const shown = seen.find(({ delivered }) => delivered >= before + index + 1);
    return shown === undefined ? Number.POSITIVE_INFINITY : shown.atMs - due;
  });
  waits.sort((one, other) => one - other);
  return { visibleP95Ms: waits[Math.floor(waits.length * 0.95)] ?? Number.NaN };
}
