import { type RawBuilder, sql } from "kysely";
import * as z from "zod";

/**
 * Why nothing is claimed: `stopped` by a switch (C17), `held` since the database was put back from a backup (O4), or `unchecked`, since its
 * server has started anew and no worker has looked yet whether it is the same.
 */
export const sendingStopSchema = z.enum(["stopped", "held", "unchecked"]).nullable();
export type SendingStop = z.infer<typeof sendingStopSchema>;

/** Why the organisation's sending stands still, as SQL over `organisation`; null = it does not. */
export const sendingStop: RawBuilder<unknown> = sql`case when organisation.sending_stopped_at is not null then 'stopped' else sending_stop() end`;

/** Whether the installation's sending stands still for longer than a moment, as SQL: what a person is told. */
export const isInstallationStopped: RawBuilder<unknown> = sql`coalesce(sending_stop() <> 'unchecked', false)`;

/** How long whoever is stopped waits before it looks again, and what its page in Temporal says meanwhile. */
export function waitWhileStopped(stop: NonNullable<SendingStop>): {
  readonly ms: number;
  readonly why: string;
} {
  if (stop === "unchecked")
    return { ms: 1_000, why: "A worker looks first whether the database is the same" };
  if (stop === "held")
    return { ms: 60_000, why: "All sending is held: the database was put back from a backup" };
  // Lifting the switch wakes at once whatever can be woken.
  return { ms: 300_000, why: "All sending is stopped" };
}
