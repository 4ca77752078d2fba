import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { purgeReviews } from "../../audience/review/review-audience.ts";
import type { BroadcastDeed } from "../../audit-deeds.ts";
import type { Context } from "../../context.ts";
import { changeCampaign } from "../change-campaign.ts";
import { UNDO_SECONDS } from "../enums.ts";
import type { FrozenTemplate } from "../frozen-template.ts";
import type { Sendable } from "./check-sendable.ts";

/**
 * Freezes what a draft says and who sends it, and schedules it: for its time, or {@link UNDO_SECONDS} from now (C7).
 * @param send.count how many were confirmed
 * @param send.sentBy whose send it is, who may be another than whoever approved it
 * @returns `already_sending` when somebody was faster, or has changed the text
 */
export async function freezeSend(
  em: EntityManager,
  ctx: Context,
  { campaign, organisation, passName, compiled }: Sendable,
  send: {
    readonly count: number;
    readonly sendAt: Date | null;
    readonly sentBy: string;
    readonly happened: BroadcastDeed;
    readonly detail?: Record<string, unknown>;
  },
): Promise<
  { readonly outcome: "scheduled"; readonly sendAt: Date } | { readonly outcome: "already_sending" }
> {
  const { count, sendAt } = send;
  const template: FrozenTemplate = {
    compiled,
    constants: {
      pass_name: passName,
      organisation_name: organisation.name,
      language: organisation.mailLanguage,
    },
    sender: { name: organisation.senderName, email: organisation.senderEmail },
    replyTo: organisation.supportEmail ?? null,
    inboundAddress: organisation.inboundAddress ?? null,
  };
  const sent = await changeCampaign(em, ctx, campaign.id, {
    from: ["draft"],
    to: sql`'scheduled'`,
    set: sql`template = ${JSON.stringify(template)}::jsonb, sent_by = ${send.sentBy}, confirmed_count = ${count},
      planned = ${sendAt !== null}, due_count = null, resumed_at = null,
      send_at = ${sendAt ? sql`${sendAt.toISOString()}::timestamptz` : sql`app_now() + make_interval(secs => ${UNDO_SECONDS})`}`,
    version: campaign.version,
    happened: send.happened,
    detail: { count, ...(sendAt && { sendAt: sendAt.toISOString() }), ...send.detail },
  });
  if (!sent) return { outcome: "already_sending" };
  await purgeReviews(em, ctx, campaign.id);
  await em.refresh(campaign.broadcast);
  const at = campaign.broadcast.sendAt;
  return at ? { outcome: "scheduled", sendAt: at } : { outcome: "already_sending" };
}
