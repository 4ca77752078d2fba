import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission } from "../access/require-permission.ts";
import { isRecipientStatus, type RecipientStatus } from "../campaign/buckets.ts";
import { findCampaign } from "../campaign/find-campaign.ts";
import type { Elsewhere } from "../campaign/progress/read-reconciling.ts";
import type { Context } from "../context.ts";
import type { ListDeliveriesInput } from "./schemas.ts";

/** One preview or copy: what was asked for in one go, and what became of each mail of it. */
export interface DeliveryRequest {
  id: string;
  purpose: "preview" | "copy" | "notice";
  /** Of a notice: what it is about. */
  about: "pause" | "unconfirmed" | null;
  at: Date;
  /** Who asked for it; null for a copy. */
  by: string | null;
  deliveries: {
    id: string;
    to: string;
    status: RecipientStatus;
    at: Date;
    words: string | null;
    /** Set when the provider cannot say whether it has it: why. */
    elsewhere?: Elsewhere | undefined;
  }[];
}

const rowSchema = z.object({
  request_id: z.string(),
  purpose: z.enum(["preview", "copy", "notice"]),
  about: z.enum(["pause", "unconfirmed"]).nullable(),
  at: z.coerce.date(),
  by: z.string().nullable(),
  deliveries: z.array(
    z.object({
      id: z.string(),
      to: z.string(),
      status: z.string().refine(isRecipientStatus),
      at: z.coerce.date(),
      words: z.string().nullable(),
      elsewhere: z
        .enum(["other", "unknown"])
        .nullish()
        .transform((value) => value ?? undefined),
    }),
  ),
});

/**
 * The newest previews of a campaign and its copy, newest first (C3, C6). Uses delivery_of_campaign.
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
    return (await readRequests(em, input.campaignId)).map(({ request_id: id, ...request }) => ({
      ...request,
      id,
    }));
  });
}

async function readRequests(em: EntityManager, campaignId: string) {
  const { rows } = await sql`
    select request_id, delivery.purpose, max(about) as about, min(delivery.created_at) as at, max(staff_member.name) as by,
      jsonb_agg(jsonb_build_object('id', delivery.id, 'to', shown_address(address), 'status', delivery.status, 'at', status_at, 'words', words,
        'elsewhere', case when asked_elsewhere and delivery.status in ('claimed', 'unconfirmed') then case when provider_account is null then 'unknown' else 'other' end end) order by delivery.id) as deliveries
    from (select * from delivery where campaign_id = ${campaignId} and organisation_id = app_organisation_id()
          order by created_at desc limit 200) delivery
    left join staff_member on staff_member.organisation_id = delivery.organisation_id and staff_member.id = delivery.requested_by
    group by request_id, delivery.purpose order by at desc, request_id limit 20`.execute(em.getKysely());
  return rows.map((row) => rowSchema.parse(row));
}
