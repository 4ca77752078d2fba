import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";

/** Whether mail goes out at all, for every page. */
export interface SendingState {
  /** Null: it does. */
  readonly stopped: null | {
    /** `restore`: the database was put back from a backup, and is being compared with the providers (O4). */
    readonly by: "organisation" | "installation" | "restore";
    readonly at: Date;
    /** Who pressed the organisation's switch. */
    readonly byName: string | null;
  };
  /** The organisation's own switch, also while something else holds all sending besides. Null: not pressed. */
  readonly own: null | { readonly at: Date; readonly byName: string | null };
  /** What is being sent, or due: it waits where nothing goes out. */
  readonly held: { readonly campaigns: number; readonly alerts: number };
  /** While it is held after a restore, for whoever manages the settings. */
  readonly restored: null | {
    /** The backup's newest moment; what was sent from then until the restore may not be known here yet. */
    readonly lostFrom: Date;
    readonly lostUntil: Date;
    /** Calls of which the provider has not said yet whether it took them. */
    readonly openCalls: number;
    /** Messages that are known by now to have been sent in between. */
    readonly found: number;
    /** Messages that people have and of which nothing is left here. */
    readonly gone: number;
    readonly compared: boolean;
  };
}

const rowSchema = z.object({
  own_at: z.string().nullable(),
  installation_at: z.string().nullable(),
  by_name: z.string().nullable(),
  campaigns: z.coerce.number(),
  alerts: z.coerce.number(),
  restored_at: z.string().nullable(),
  lost_from: z.string().nullable(),
  lost_until: z.string().nullable(),
});
const restoredSchema = z.object({
  open_calls: z.coerce.number(),
  found: z.coerce.number(),
  gone: z.coerce.number(),
  compared: z.boolean(),
});

/** The stop switches of organisation and installation, and what they hold (C17). */
export function getSendingState({ ctx }: { ctx: Context }): Promise<SendingState> {
  requirePermission(ctx, "account.read");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    // The audit is asked only while the switch is off; uses audit_by_subject.
    const { rows } = await sql`
      select organisation.sending_stopped_at as own_at, installation.sending_stopped_at as installation_at,
        installation.held_at as restored_at, installation.lost_from, installation.lost_until,
        case when organisation.sending_stopped_at is not null then
          (select staff_member.name from audit join staff_member on staff_member.id = audit.actor_id and staff_member.organisation_id = audit.organisation_id
           where audit.organisation_id = ${ctx.organisationId} and subject_kind = 'organisation' and subject_id = ${ctx.organisationId}
             and action = 'settings.sending_stopped' order by audit.id desc limit 1) end as by_name,
        held.campaigns, held.alerts
      from organisation, installation, lateral (
        select count(*) filter (where kind = 'campaign') as campaigns, count(*) filter (where kind = 'alert') as alerts
        from broadcast where broadcast.organisation_id = ${ctx.organisationId}
          and (status = 'sending' or (status = 'scheduled' and send_at <= app_now()))) held
      where organisation.id = ${ctx.organisationId}`.execute(em.getKysely());
    const row = rowSchema.parse(rows[0]);
    const at = row.restored_at ?? row.own_at ?? row.installation_at;
    const own = row.own_at === null ? null : { at: new Date(row.own_at), byName: row.by_name };
    return {
      own,
      restored: ctx.actor.permissions.has("settings.manage") ? await readRestored(em, ctx, row) : null,
      stopped:
        at === null
          ? null
          : {
              by:
                row.restored_at !== null ? "restore" : row.own_at === null ? "installation" : "organisation",
              at: new Date(at),
              byName: row.restored_at === null ? row.by_name : null,
            },
      held: { campaigns: row.campaigns, alerts: row.alerts },
    };
  });
}

/** How far this organisation's comparison is; asked only while sending is held. */
async function readRestored(
  em: EntityManager,
  ctx: Context,
  { restored_at, lost_from, lost_until }: z.infer<typeof rowSchema>,
): Promise<SendingState["restored"]> {
  if (restored_at === null || lost_from === null || lost_until === null) return null;
  const { rows } = await sql`
    select (select count(*) from attempt where organisation_id = ${ctx.organisationId} and ended_at is null)
        + (select count(*) from delivery where organisation_id = ${ctx.organisationId} and status = 'claimed') as open_calls,
      coalesce(sum(found), 0) as found, coalesce(sum(unplaced), 0) as gone, count(completed_at) = 2 as compared
    from restore_reconciliation where organisation_id = ${ctx.organisationId} and held_at = ${restored_at}`.execute(
    em.getKysely(),
  );
  const { open_calls: openCalls, ...others } = restoredSchema.parse(rows[0]);
  return { lostFrom: new Date(lost_from), lostUntil: new Date(lost_until), openCalls, ...others };
}
