import type pg from "pg";
import { z } from "zod";

const page = z.object({
  items: z.array(
    z.object({ acceptedAt: z.string(), metadata: z.record(z.string(), z.string()), to: z.string() }),
  ),
  next: z.number().nullable(),
});
type Accepted = z.infer<typeof page>["items"];

const told = z.array(z.object({ id: z.string(), accepted: z.boolean(), status: z.string() }));

/** What the simulated provider accepted of an organisation, oldest first: the truth about what was sent. */
export async function readAccepted(simulatorUrl: string, query: string): Promise<Accepted> {
  const all: Accepted = [];
  for (let since: number | null = -1; since !== null; ) {
    const found = page.parse(
      await (await fetch(`${simulatorUrl}/_ledger?${query}&limit=5000&since=${since}`)).json(),
    );
    all.push(...found.items);
    since = found.next;
  }
  return all;
}

export interface Comparison {
  /** People whom the rows call reached and the provider does not know, or of whom nothing final is known. */
  readonly lost: number;
  /** People whom the provider accepted twice or more. */
  readonly doubled: number;
  /** People whom the provider accepted and the rows do not call reached. */
  readonly untold: number;
}

/** Compares a campaign's rows, person by person, with the provider's ledger. @param accepted all that was accepted of the organisation's campaigns */
export async function compareWithLedger(
  owner: pg.Pool,
  broadcastId: string,
  accepted: Accepted,
): Promise<Comparison> {
  const { rows } = await owner.query(
    "select id, sent_at is not null as accepted, status from recipient where broadcast_id = $1",
    [broadcastId],
  );
  const counts = new Map<string, number>();
  for (const { metadata } of accepted)
    if (metadata.recipient) counts.set(metadata.recipient, (counts.get(metadata.recipient) ?? 0) + 1);
  const open = ["waiting", "claimed", "unconfirmed"];
  const comparison = { lost: 0, doubled: 0, untold: 0 };
  for (const row of told.parse(rows)) {
    const times = counts.get(row.id) ?? 0;
    if (open.includes(row.status) || (row.accepted && times === 0)) comparison.lost += 1;
    if (times > 1) comparison.doubled += 1;
    if (times > 0 && !row.accepted) comparison.untold += 1;
  }
  return comparison;
}

/** The longest time between two acceptances, in seconds, from two seconds before a moment on. */
export function longestPause(accepted: Accepted, from: Date): number {
  const times = accepted
    .map(({ acceptedAt }) => Date.parse(acceptedAt))
    .filter((at) => at >= from.getTime() - 2_000);
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? at));
  return Math.max(0, ...gaps) / 1_000;
}
