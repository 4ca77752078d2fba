import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission, staffIdOf } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import type { AlertRange } from "./range/resolve-range.ts";
import { alertRangeSchema, LONGEST_DRAFT, type SaveAlertDraftInput } from "./schemas.ts";

/** What a staff member has begun and not sent. */
export interface AlertDraft {
  range: AlertRange | null;
  body: string;
  /** 0 = nothing was ever saved. */
  version: number;
}

interface Row {
  readonly range: unknown;
  readonly body: string;
  readonly version: number;
}

/** Reads one's own draft (T12). @throws {PackpostError} forbidden */
export async function readAlertDraft({ ctx }: { ctx: Context }): Promise<AlertDraft> {
  requirePermission(ctx, "alert.manage");
  return inOrganisation(ctx.orm, ctx.organisationId, (em) => readDraft(em, ctx));
}

async function readDraft(em: EntityManager, ctx: Context): Promise<AlertDraft> {
  const { rows } = await sql<Row>`
    select range, body, version from alert_draft
    where organisation_id = ${ctx.organisationId} and staff_member_id = ${staffIdOf(ctx)}`.execute(
    em.getKysely(),
  );
  const [row] = rows;
  if (row === undefined) return { range: null, body: "", version: 0 };
  return {
    range: alertRangeSchema.nullable().catch(null).parse(row.range),
    body: row.body,
    version: row.version,
  };
}

/**
 * Keeps what is being written, whatever the device (T12). A save of what was shown before another one came changes nothing.
 * @returns `newer` where there is another by now: what it is
 * @throws {PackpostError} forbidden
 */
export async function saveAlertDraft({
  ctx,
  input,
}: {
  ctx: Context;
  input: SaveAlertDraftInput;
}): Promise<{ outcome: "saved"; version: number } | { outcome: "newer"; draft: AlertDraft }> {
  requirePermission(ctx, "alert.manage");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<{ version: number }>`
      insert into alert_draft as kept (organisation_id, staff_member_id, range, body, version)
      values (${ctx.organisationId}, ${staffIdOf(ctx)}, ${JSON.stringify(input.range)}::jsonb, ${input.body}, 1)
      on conflict (staff_member_id, organisation_id) do update
        set range = excluded.range, body = excluded.body, version = kept.version + 1, updated_at = app_now()
        where kept.version = ${input.version}
      returning version`.execute(em.getKysely());
    const [saved] = rows;
    if (saved !== undefined) return { outcome: "saved", version: saved.version };
    return { outcome: "newer", draft: await readDraft(em, ctx) };
  });
}

/**
 * It is sent: the actor's draft is empty from now on, and its version newer than any save under way. What another device has written since it
 * was sent from stays, unless all of it went out.
 * @param sent.version the draft's as its page had it; left out = the words alone tell
 */
export async function emptyAlertDraft(
  em: EntityManager,
  ctx: Context,
  sent: { readonly body: string; readonly version?: number | undefined },
): Promise<void> {
  await sql`
    insert into alert_draft as kept (organisation_id, staff_member_id, range, body, version)
    values (${ctx.organisationId}, ${staffIdOf(ctx)}, null, '', 1)
    on conflict (staff_member_id, organisation_id) do update
      set range = null, body = '', version = kept.version + 1, updated_at = app_now()
      where kept.version = ${sent.version ?? null}::int or starts_with(btrim(${sent.body}), btrim(kept.body))`.execute(
    em.getKysely(),
  );
}

/**
 * An undo gives back what was sent, to whoever sent it: above what they are writing by now, so that nothing of either is lost.
 * @param sent.staffMemberId its sender, who may be another than the actor
 */
export async function giveBackDraft(
  em: EntityManager,
  ctx: Context,
  sent: { readonly staffMemberId: string; readonly range: AlertRange | null; readonly body: string },
): Promise<void> {
  await sql`
    insert into alert_draft as kept (organisation_id, staff_member_id, range, body, version)
    values (${ctx.organisationId}, ${sent.staffMemberId}, ${JSON.stringify(sent.range)}::jsonb, ${sent.body}, 1)
    on conflict (staff_member_id, organisation_id) do update
      set range = excluded.range, version = kept.version + 1, updated_at = app_now(),
        body = case when btrim(kept.body) in ('', btrim(excluded.body)) then excluded.body
          else left(excluded.body || E'\\n\\n' || kept.body, ${LONGEST_DRAFT}::int) end`.execute(
    em.getKysely(),
  );
}
