import { Organisation } from "@packpost/db/entities/organisation.entity";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission, staffIdOf } from "../access/require-permission.ts";
import { readAddressList } from "../address/read-address-list.ts";
import { readPreviewValues } from "../audience/read-preview-values.ts";
import { writeAudit } from "../audit.ts";
import { findCampaign } from "../campaign/find-campaign.ts";
import type { Problem } from "../content/checks/problem.ts";
import { renderMessage } from "../content/template/render-message.ts";
import type { Context } from "../context.ts";
import { prepareCampaign, requireCurrent } from "../draft/prepare-campaign.ts";
import { isInstallationStopped } from "../send-protocol/sending-stop.ts";
import { previewUnsubscribeUrl } from "../unsubscribe/unsubscribe-urls.ts";
import { MOST_ADDRESSES, MOST_AN_HOUR } from "./preview-limits.ts";
import { queueDeliveries } from "./queue-deliveries.ts";
import type { SendPreviewInput } from "./schemas.ts";
import { whyRefused } from "./why-refused-sql.ts";

/** To this address no campaign may go, so no preview of one either (C18). */
interface RefusedAddress {
  readonly address: string;
  readonly why: "unsubscribed" | "blocked";
}

export type QueuePreviewResult =
  | { readonly outcome: "queued"; readonly deliveryIds: readonly string[] }
  /** These entries are no addresses, as they were typed, and what is wrong with each. */
  | {
      readonly outcome: "bad_addresses";
      readonly entries: readonly { readonly text: string; readonly fault: string }[];
    }
  | { readonly outcome: "no_addresses" }
  | { readonly outcome: "refused_addresses"; readonly refused: readonly RefusedAddress[] }
  | { readonly outcome: "too_many_addresses"; readonly most: number }
  /** So many more may go out now; the next is free again at that time. */
  | { readonly outcome: "hourly_limit"; readonly left: number; readonly freeAt: Date }
  | { readonly outcome: "problems"; readonly problems: readonly Problem[] }
  | { readonly outcome: "newer_version"; readonly version: number }
  | { readonly outcome: "sending_stopped" };

/**
 * Queues a preview of a campaign to some addresses (C6): marked, on the transactional stream, one logged row an address.
 *
 * @throws {PackpostError} forbidden, not_found (campaign or customer)
 */
export async function queuePreview({
  ctx,
  input,
}: {
  ctx: Context;
  input: SendPreviewInput;
}): Promise<QueuePreviewResult> {
  requirePermission(ctx, "campaign.preview");
  const entries = readAddressList(input.to);
  const bad = entries.flatMap(({ text, fault }) => (fault === null ? [] : [{ text, fault }]));
  if (bad.length > 0) return { outcome: "bad_addresses", entries: bad };
  if (entries.length === 0) return { outcome: "no_addresses" };
  if (entries.length > MOST_ADDRESSES) return { outcome: "too_many_addresses", most: MOST_ADDRESSES };
  const to = entries.flatMap(({ address }) => (address === null ? [] : [address]));
  const staffId = staffIdOf(ctx);
  const prepared = await prepareCampaign(ctx, input.campaignId, "preview");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const campaign = await findCampaign(em, ctx, input.campaignId);
    if (campaign.version !== input.version) return { outcome: "newer_version", version: campaign.version };
    const organisation = await em.findOneOrFail(Organisation, { id: ctx.organisationId });
    requireCurrent(ctx, prepared, campaign, organisation);
    const { template } = prepared;
    const blocking = prepared.problems.filter(({ severity }) => severity === "blocking");
    if (blocking.length > 0 || template === null) return { outcome: "problems", problems: blocking };
    const refused = await findRefused(em, to);
    if (refused.length > 0) return { outcome: "refused_addresses", refused };
    const hour = await readHour(em, staffId);
    if (hour.stopped) return { outcome: "sending_stopped" };
    const left = Math.max(0, MOST_AN_HOUR - hour.sent);
    if (to.length > left && hour.freeAt !== null)
      return { outcome: "hourly_limit", left, freeAt: hour.freeAt };
    const values = await readPreviewValues(em, {
      passId: campaign.pass?.id ?? null,
      customerId: input.customerId,
      organisationId: ctx.organisationId,
      organisation,
    });
    const deliveryIds = await queueDeliveries(em, ctx, {
      purpose: "preview",
      campaignId: campaign.id,
      requestedBy: staffId,
      to,
      organisation,
      message: renderMessage(template, values, { unsubscribeUrl: previewUnsubscribeUrl(ctx.appUrl) }),
    });
    writeAudit(em, ctx, {
      action: "campaign.preview_sent",
      subjectKind: "campaign",
      subjectId: campaign.id,
      detail: { addresses: to.length, version: campaign.version },
    });
    return { outcome: "queued", deliveryIds };
  });
}

const refusedSchema = z.object({ address: z.string(), why: z.enum(["unsubscribed", "blocked"]) });

/** Those of some addresses to which the campaign's text may not go. */
async function findRefused(em: EntityManager, addresses: readonly string[]): Promise<RefusedAddress[]> {
  const { rows } = await sql`
    select address, why from unnest(${addresses}::text[]) with ordinality asked (address, place)
    cross join lateral (select ${whyRefused(sql`address_key(asked.address)`)} as why) evaluated
    where why is not null order by place`.execute(em.getKysely());
  return rows.map((row) => refusedSchema.parse(row));
}

const hourSchema = z.object({ sent: z.number(), free_at: z.coerce.date().nullable(), stopped: z.boolean() });

/** This person's previews of the last hour. Their row is locked, so that two tabs cannot both use what is left. */
async function readHour(em: EntityManager, staffId: string) {
  const kysely = em.getKysely();
  await sql`select from staff_member where id = ${staffId} and organisation_id = app_organisation_id() for no key update`.execute(
    kysely,
  );
  const { rows } = await sql`
    select count(delivery.id)::int as sent, min(delivery.created_at) + interval '1 hour' as free_at,
      exists (select from organisation where id = app_organisation_id() and sending_stopped_at is not null)
        or ${isInstallationStopped} as stopped
    from delivery
    where organisation_id = app_organisation_id() and purpose = 'preview' and requested_by = ${staffId}
      and created_at > app_now() - interval '1 hour'`.execute(kysely);
  const { sent, free_at: freeAt, stopped } = hourSchema.parse(rows[0]);
  return { sent, freeAt, stopped };
}
