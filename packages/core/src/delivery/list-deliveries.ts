import { deliveryPurposes, noticeSubjects, recipientStatuses } from "@packpost/db/enums";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission } from "../access/require-permission.ts";
import { findCampaign } from "../campaign/find-campaign.ts";
import type { Context } from "../context.ts";
import type { ListDeliveriesInput } from "./schemas.ts";

const requestSchema = z.object({
  id: z.string(),
  purpose: z.enum(deliveryPurposes),
  /** Of a notice: what it is about. */
  about: z.enum(noticeSubjects).nullable(),
  at: z.coerce.date(),
  /** Who asked for it; null for a copy. */
  by: z.string().nullable(),
  deliveries: z.array(
    z.object({
      id: z.string(),
      to: z.string(),
      status: z.enum(recipientStatuses),
      at: z.coerce.date(),
      providerMessage: z.string().nullable(),
      /** Set when the provider cannot say whether it has it: why. */
      elsewhere: z
        .enum(["other", "unknown"])
        .nullish()
        .transform((value) => value ?? undefined),
    }),
  ),
});

/** One preview, copy or notice: what was asked for in one go, and what became of each delivery of it. */
export type DeliveryRequest = z.infer<typeof requestSchema>;

/**
 * The newest previews of a campaign, its copy and its notices, newest first (C3, C6). Uses delivery_of_campaign.
 * @throws {PackpostError} not_found
 */
export async function listDeliveries({
  ctx,
  input,
}: {
  ctx: Context;
  input: ListDeliveriesInput;
}): Promise<DeliveryRequest[]> {
  requirePermission(ctx, "campaign.read");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await findCampaign(em, ctx, input.campaignId);
    return readRequests(em, input.campaignId);
  });
}

async function readRequests(em: EntityManager, campaignId: string): Promise<DeliveryRequest[]> {
  const { rows } = await sql`
    select request_id as id, delivery.purpose, max(about) as about, min(delivery.created_at) as at, max(staff_member.name) as by,
      jsonb_agg(jsonb_build_object('id', delivery.id, 'to', shown_address(address), 'status', delivery.status, 'at', status_at, 'providerMessage', provider_message,
        'elsewhere', case when asked_elsewhere and delivery.status in ('claimed', 'unconfirmed') then case when provider_account is null then 'unknown' else 'other' end end) order by delivery.id) as deliveries
    from (select * from delivery where campaign_id = ${campaignId} and organisation_id = app_organisation_id()
          order by created_at desc limit 200) delivery
    left join staff_member on staff_member.organisation_id = delivery.organisation_id and staff_member.id = delivery.requested_by
    group by request_id, delivery.purpose order by at desc, request_id limit 20`.execute(em.getKysely());
  return rows.map((row) => requestSchema.parse(row));
}
