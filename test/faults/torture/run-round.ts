import { setTimeout as delay } from "node:timers/promises";
import { WEBHOOK_USER } from "@packpost/core/webhook/webhook-password";
import * as z from "zod";
import { webhookPasswordOf } from "../../support/open-world.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { type Arena, tortureTimings } from "./arena.ts";
import type { Fault } from "./faults.ts";

export interface Round {
  /** Not accepted by the provider though the campaign says it is over, or told as sent and never accepted. */
  readonly lost: number;
  /** Accepted twice or more. */
  readonly doubled: number;
  /** Most people who were unconfirmed at one time, and of these how many were settled in the end. */
  readonly unconfirmed: number;
  readonly settled: number;
  readonly seconds: number;
  /** What else is wrong: a broken invariant, a campaign that did not end. */
  readonly wrong: readonly string[];
}

const PEOPLE = 2_500;
const LIMIT_MS = 240_000;

const ledgerSchema = z.object({
  accepted: z.number(),
  distinctRecipients: z.number(),
  duplicates: z.number(),
});

/** One campaign under one fault, from its start until everybody is settled after the fault has gone. */
export async function runRound(arena: Arena, fault: Fault, random: () => number): Promise<Round> {
  const { world } = arena;
  const startedAt = performance.now();
  const organisation = await world.organisation(PEOPLE);
  const { organisationId } = organisation.ctx;
  await world.simulator.call("PUT", `/_servers/${organisation.token}`, {
    name: "Torture",
    webhookUrl: arena.webhookUrl(organisationId),
    webhookUser: WEBHOOK_USER,
    webhookPassword: webhookPasswordOf(organisationId),
  });
  const knobs = (settings: object) =>
    world.simulator.call("PUT", "/_faults", { tokens: { [organisation.token]: settings } });
  await knobs(fault.before ?? {});
  const campaignId = await world.send(organisation, PEOPLE, { timings: tortureTimings });
  const people = () => world.statuses(campaignId);

  let most = 0;
  const watching = new AbortController();
  const watch = async () => {
    while (!watching.signal.aborted) {
      const now = await people().catch(() => ({ unconfirmed: 0 }));
      most = Math.max(most, now.unconfirmed ?? 0);
      await arena.sweep();
      await delay(500);
    }
  };
  const watched = watch();
  const wrong: string[] = [];
  try {
    await fault.harm({ arena, random, knobs, people });
    await waitUntil("the knobs to be reset", () =>
      world.simulator.call("PUT", "/_faults", { tokens: { [organisation.token]: null } }),
    );
    await waitUntil(
      "everybody to be settled",
      async () => isSettled(await people(), await statusOf(arena, campaignId)),
      LIMIT_MS,
    );
  } catch (error) {
    wrong.push(error instanceof Error ? error.message : String(error));
  } finally {
    watching.abort();
    await watched;
  }
  // Whatever went wrong above is told by what stands in the database, so that must answer first.
  await arena.databaseAnswers();
  const statuses = await people();
  if (wrong.length > 0) wrong.push(JSON.stringify(statuses));
  for (const { invariant, count } of await world.broken(organisation)) wrong.push(`${invariant} (${count})`);
  const ledger = ledgerSchema.parse(
    await world.simulator.call("GET", `/_ledger/summary?token=${organisation.token}&tag=campaign`),
  );
  const left = statuses.unconfirmed ?? 0;
  return {
    lost: Math.max(0, PEOPLE - left - ledger.distinctRecipients),
    doubled: ledger.duplicates,
    unconfirmed: most,
    settled: most - left,
    seconds: (performance.now() - startedAt) / 1_000,
    wrong,
  };
}

async function statusOf({ world }: Arena, campaignId: string): Promise<string> {
  const { rows } = await world.owner.query("select status from broadcast where id = $1", [campaignId]);
  return rows[0]?.status ?? "";
}

function isSettled(people: Record<string, number>, status: string): boolean {
  const { waiting = 0, claimed = 0, unconfirmed = 0 } = people;
  return status === "sent" && waiting + claimed + unconfirmed === 0;
}
