import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";

/** Whether mail goes out at all, for every page. */
export interface SendingState {
  /** Null: it does. */
  readonly stopped: null | {
    readonly by: "organisation" | "installation";
    readonly at: Date;
    /** Who pressed the organisation's switch. */
    readonly byName: string | null;
  };
  /** Campaigns that wait for the switch: being sent, or due. */
  readonly held: number;
}

const rowSchema = z.object({
  own_at: z.string().nullable(),
  installation_at: z.string().nullable(),
  by_name: z.string().nullable(),
  held: z.coerce.number(),
});

/** The stop switches of organisation and installation, and what they hold (C17). */
export function getSendingState({ ctx }: { ctx: Context }): Promise<SendingState> {
  requirePermission(ctx, "account.read");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    // The audit is asked only while the switch is off; uses audit_by_subject.
    const { rows } = await sql`
      select organisation.sending_stopped_at as own_at, installation.sending_stopped_at as installation_at,
        case when organisation.sending_stopped_at is not null then
          (select staff_member.name from audit join staff_member on staff_member.id = audit.actor_id and staff_member.organisation_id = audit.organisation_id
           where audit.organisation_id = ${ctx.organisationId} and subject_kind = 'organisation' and subject_id = ${ctx.organisationId}
             and action = 'settings.sending_stopped' order by audit.id desc limit 1) end as by_name,
        (select count(*) from broadcast where broadcast.organisation_id = ${ctx.organisationId}
           and (status = 'sending' or (status = 'scheduled' and send_at <= app_now()))) as held
      from organisation, installation where organisation.id = ${ctx.organisationId}`.execute(em.getKysely());
    const row = rowSchema.parse(rows[0]);
    const at = row.own_at ?? row.installation_at;
    return {
      stopped:
        at === null
          ? null
          : {
              by: row.own_at === null ? "installation" : "organisation",
              at: new Date(at),
              byName: row.by_name,
            },
      held: row.held,
    };
  });
}
