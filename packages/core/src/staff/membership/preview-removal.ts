import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import type { StaffActor } from "../../access/actor.ts";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import type { StaffMemberIdInput } from "../schemas.ts";

const someNames = z.object({ count: z.number(), names: z.array(z.string()) });
const previewSchema = z.object({
  name: z.string(),
  /** Conversations that become nobody's. */
  conversations: z.number(),
  /** Campaigns that go out at their time all the same. */
  campaigns: someNames,
  /** Messages to be sent later: each waits for a colleague at its time. */
  laterMessages: z.number(),
  /** Visits that they are down for; the first of them. */
  visits: z.object({
    count: z.number(),
    first: z.array(z.object({ startsAt: z.coerce.date(), family: z.string() })),
  }),
  /** Keys and webhooks of the organisation that they made: these go on. */
  apiKeys: someNames,
  webhooks: someNames,
});
export type RemovalPreview = z.infer<typeof previewSchema>;

/**
 * What follows if a staff member's work here ends: the dialog says it before anybody presses (O1).
 * @throws {PackpostError} forbidden, not_found
 */
export async function previewRemoval({
  ctx,
  input: { staffMemberId },
}: {
  ctx: Context<StaffActor>;
  input: StaffMemberIdInput;
}): Promise<RemovalPreview> {
  requirePermission(ctx, "staff.manage");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const preview = await readPreview(em, ctx, staffMemberId);
    if (preview === undefined) throw new PackpostError("not_found", "They do not work here any more.");
    return preview;
  });
}

/** By thread_by_assignee, broadcast_with_work, scheduled_message_open, appointment_by_staff, api_key_list and webhook_endpoint_list. */
async function readPreview(
  em: EntityManager,
  { organisationId }: Context,
  staffMemberId: string,
): Promise<RemovalPreview | undefined> {
  const named = (from: ReturnType<typeof sql>) => sql`(
    select jsonb_build_object('count', count(*), 'names', coalesce(jsonb_agg(name order by place) filter (where place <= 5), '[]'))
    from (select name, row_number() over (order by name) as place ${from}) found)`;
  const mine = (table: ReturnType<typeof sql>) =>
    sql`${table}.organisation_id = ${organisationId} and ${table}.created_by = ${staffMemberId}`;
  const { rows } = await sql`
    select member.name,
      (select count(*)::int from thread where organisation_id = ${organisationId} and assigned_to = ${staffMemberId}) as conversations,
      ${named(sql`from broadcast join campaign on campaign.organisation_id = broadcast.organisation_id and campaign.id = broadcast.id
        where broadcast.organisation_id = ${organisationId} and broadcast.status = 'scheduled' and broadcast.sent_by = ${staffMemberId}`)} as campaigns,
      (select count(*)::int from scheduled_message
        where organisation_id = ${organisationId} and staff_member_id = ${staffMemberId} and state = 'scheduled') as "laterMessages",
      (select jsonb_build_object('count', count(*),
          'first', coalesce(jsonb_agg(jsonb_build_object('startsAt', starts_at, 'family', family_name) order by place) filter (where place <= 5), '[]'))
        from (select starts_at, family.name as family_name, row_number() over (order by starts_at, visit.id) as place
          from appointment visit join family on family.organisation_id = visit.organisation_id and family.id = visit.family_id
          where visit.organisation_id = ${organisationId} and visit.staff_member_id = ${staffMemberId} and visit.status = 'scheduled'
            and visit.starts_at > app_now()) coming) as visits,
      ${named(sql`from api_key where ${mine(sql`api_key`)} and revoked_at is null`)} as "apiKeys",
      ${named(sql`from webhook_endpoint where ${mine(sql`webhook_endpoint`)} and disabled_at is null`)} as webhooks
    from staff_member member
    where member.organisation_id = ${organisationId} and member.id = ${staffMemberId} and member.ended_at is null`.execute(
    em.getKysely(),
  );
  return previewSchema.optional().parse(rows[0]);
}
