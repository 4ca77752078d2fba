import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { findOpenEntries, type OpenEntries } from "../manual-recipients/find-open-entries.ts";
import { audienceOf, organisationToday } from "./audience-sql.ts";
import { type ReasonCode, reasonBit, reasonCodes } from "./reasons.ts";
import type { CountAudienceInput } from "./schemas.ts";

export interface AudienceCount {
  willReceive: number;
  willNot: number;
  /** How many of all these were added by hand (C3). */
  added: number;
  /** How many of those who will receive it were. */
  addedReceiving: number;
  /** Entries of its lists that count for nobody. */
  open: OpenEntries[];
  /** How many people each reason concerns, most frequent first. One person may have several. */
  reasons: { code: ReasonCode; people: number }[];
  /** The day the answer is about, in the organisation's zone: `2026-11-22`. */
  today: string;
}

/**
 * How many will receive a campaign now, how many will not, and why (C2, C4).
 * Groups by the whole bitmask, so a million people are one pass over eligibility and a few hundred groups.
 */
export async function countAudience({
  ctx,
  input,
}: {
  ctx: Context;
  input: CountAudienceInput;
}): Promise<AudienceCount> {
  requirePermission(ctx, "campaign.read");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<Group>`
      select reasons, added, count(*)::int as people
      from ${audienceOf(input)} audience group by reasons, added`.execute(em.getKysely());
    const clock = await sql<{ today: string }>`select ${organisationToday}::text as today`.execute(
      em.getKysely(),
    );
    const open = await findOpenEntries(em, ctx, input.campaignId);
    return { ...sumReasons(rows), open, today: clock.rows[0]?.today ?? "" };
  });
}

interface Group {
  reasons: number;
  added: boolean;
  people: number;
}

function sumReasons(groups: readonly Group[]): Omit<AudienceCount, "today" | "open"> {
  const sum = (wanted: (reasons: number) => boolean) =>
    groups.reduce((total, { reasons, people }) => total + (wanted(reasons) ? people : 0), 0);
  return {
    willReceive: sum((reasons) => reasons === 0),
    willNot: sum((reasons) => reasons !== 0),
    added: sumAdded(groups),
    addedReceiving: sumAdded(groups.filter(({ reasons }) => reasons === 0)),
    reasons: reasonCodes
      .map((code) => ({ code, people: sum((reasons) => (reasons & reasonBit(code)) !== 0) }))
      .filter(({ people }) => people > 0)
      .sort((one, other) => other.people - one.people),
  };
}

function sumAdded(groups: readonly Group[]): number {
  return groups.reduce((total, { added, people }) => total + (added ? people : 0), 0);
}
