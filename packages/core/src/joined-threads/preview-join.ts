import { Family } from "@packpost/db/entities/family.entity";
import { Thread } from "@packpost/db/entities/thread.entity";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { noSuchThread } from "../conversation/hold-thread.ts";
import type { PreviewJoinInput, SplitThreadInput } from "./schemas.ts";
import { findJoined, isOfStranger } from "./split-thread.ts";

/** One side of what is to be joined or split: how much, from when to when, and its newest words. */
export interface PreviewSide {
  readonly name: string;
  readonly entries: number;
  readonly firstAt: string | null;
  readonly lastAt: string | null;
  readonly newest: { readonly by: string | null; readonly body: string; readonly at: string }[];
}

export interface JoinPreview {
  readonly stranger: PreviewSide;
  readonly family: PreviewSide;
}

/** Both sides before a stranger's thread is joined to a family's (T6). @throws {PackpostError} forbidden, not_found */
export async function previewJoin({
  ctx,
  input,
}: {
  ctx: Context;
  input: PreviewJoinInput;
}): Promise<JoinPreview> {
  requirePermission(ctx, "conversation.all");
  const ofFamily = sql<boolean>`entry.thread_id = (select id from thread where thread.organisation_id = entry.organisation_id and thread.family_id = ${input.familyId})`;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await requireBoth(em, ctx, input);
    const ofStranger = sql<boolean>`entry.thread_id = ${input.strangerThreadId}`;
    return {
      stranger: await sideOf(em, ctx, strangerName(input), ofStranger),
      family: await sideOf(em, ctx, familyName(sql`${input.familyId}::uuid`), ofFamily),
    };
  });
}

async function requireBoth(em: EntityManager, ctx: Context, input: PreviewJoinInput): Promise<void> {
  const { organisationId } = ctx;
  const strangers = await em.count(Thread, {
    ...{ organisationId, id: input.strangerThreadId, stranger: { $ne: null } },
  });
  const families = await em.count(Family, { organisationId, id: input.familyId });
  if (strangers === 0 || families === 0) throw noSuchThread();
}

/** Both sides as they would stand after a split (T6). @throws {PackpostError} forbidden, not_found */
export async function previewSplit({
  ctx,
  input,
}: {
  ctx: Context;
  input: SplitThreadInput;
}): Promise<JoinPreview> {
  requirePermission(ctx, "conversation.all");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { familyThreadId, stranger } = await findJoined(em, ctx, input.strangerThreadId);
    const goes = isOfStranger(input.strangerThreadId, stranger);
    const there = sql<boolean>`entry.thread_id = ${familyThreadId}`;
    const familyId = sql`(select thread.family_id from thread where thread.organisation_id = ${ctx.organisationId} and thread.id = ${familyThreadId})`;
    return {
      stranger: await sideOf(em, ctx, strangerName(input), sql<boolean>`${there} and ${goes}`),
      family: await sideOf(em, ctx, familyName(familyId), sql<boolean>`${there} and not ${goes}`),
    };
  });
}

const strangerName = ({ strangerThreadId }: SplitThreadInput) =>
  sql`(select stranger from thread where thread.organisation_id = app_organisation_id() and thread.id = ${strangerThreadId})`;
const familyName = (id: RawBuilder<unknown>) =>
  sql`(select name from family where family.organisation_id = app_organisation_id() and family.id = ${id})`;

async function sideOf(
  em: EntityManager,
  ctx: Context,
  name: RawBuilder<unknown>,
  which: RawBuilder<boolean>,
): Promise<PreviewSide> {
  const { rows } = await sql<PreviewSide>`
    select coalesce(${name}, '') as name, count(*)::int as entries, min(at) as "firstAt", max(at) as "lastAt",
      coalesce((select jsonb_agg(shown order by shown.at) from (
        select coalesce(staff.name, btrim(customer.first_name || ' ' || customer.last_name)) as by, left(entry.body, 200) as body, entry.at
        from entry
        left join staff_member staff on staff.organisation_id = entry.organisation_id and staff.id = entry.staff_member_id
        left join customer on customer.organisation_id = entry.organisation_id and customer.id = entry.customer_id
        where entry.organisation_id = ${ctx.organisationId} and ${which} and entry.kind = 'message' order by entry.number desc limit 3) shown), '[]') as newest
    from entry where entry.organisation_id = ${ctx.organisationId} and ${which}`.execute(em.getKysely());
  return rows[0] ?? { name: "", entries: 0, firstAt: null, lastAt: null, newest: [] };
}
