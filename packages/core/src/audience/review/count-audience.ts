import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { findOpenEntries, type OpenEntries } from "../../manual-recipients/find-open-entries.ts";
import { type AudienceKey, audienceOf, organisationToday } from "../audience-sql.ts";
import { findFewFailed } from "../find-few-failed.ts";
import { followPassAudience } from "../kept/keep-pass-audience.ts";
import { changesOf, evaluatedSince, keptCounts } from "../kept/pass-audience-sql.ts";
import { type ReasonCode, reasonBit, reasonCodes } from "../reasons.ts";
import type { CountAudienceInput } from "../schemas.ts";

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
 * How many will receive a campaign now, how many will not, and why (C2, C4). Counted from what is kept of the pass's audience:
 * a million people are a few dozen combinations of reasons there.
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
    // The next who asks, or reviews, finds it kept.
    if (!(await followPassAudience(em, input))) ctx.workflows.keepAudiences();
    const groups = (await countKept(em, input)) ?? (await countEverybody(em, input));
    const clock = await sql<{ today: string }>`select ${organisationToday}::text as today`.execute(
      em.getKysely(),
    );
    const open = await findOpenEntries(em, ctx, input.campaignId);
    return { ...sumReasons(groups), open, today: clock.rows[0]?.today ?? "" };
  });
}

const groupsSchema = z.array(z.object({ reasons: z.number(), added: z.boolean(), people: z.number() }));
type Group = z.infer<typeof groupsSchema>[number];

/** @returns null where everybody must be evaluated */
async function countKept(em: EntityManager, key: AudienceKey): Promise<Group[] | null> {
  const { rows } = await sql<{ groups: unknown }>`
    with ${changesOf(key.passId)}, ${evaluatedSince(key)}
    select (
      select coalesce(jsonb_agg(jsonb_build_object('reasons', reasons, 'added', added, 'people', people)), '[]') from (
        select reasons, false as added, people from ${keptCounts} part
        union all
        select reasons, added, count(*) from evaluated group by reasons, added) counted) as groups
    from kept`.execute(em.getKysely());
  return rows[0] === undefined ? null : groupsSchema.parse(rows[0].groups);
}

/** By groups of the whole bitmask: one pass over eligibility or, for a resend to few, over these. */
async function countEverybody(em: EntityManager, key: AudienceKey): Promise<Group[]> {
  const few = await findFewFailed(em, key.campaignId);
  const { rows } = await sql`
    select reasons, added, count(*)::int as people
    from ${audienceOf(key, few)} audience group by reasons, added`.execute(em.getKysely());
  return groupsSchema.parse(rows);
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
