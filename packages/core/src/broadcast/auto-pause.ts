import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { systemActor } from "../access/actor.ts";
import { changeCampaign } from "../campaign/change-campaign.ts";
import type { Context } from "../context.ts";
import { queuePauseNotice } from "../delivery/queue-pause-notice.ts";

/**
 * Pauses a campaign that nobody paused by hand: status, reason, audit, and a mail to whoever wrote and sent it, all in
 * the running transaction, so that there is one mail for each pause whatever crashes. Does nothing when the campaign has
 * moved on meanwhile.
 *
 * @param pause.from the status in which it may be paused
 * @param pause.reason for staff: the first line says what happened, the rest what one can do
 * @returns whether it was paused
 * @throws {PackpostError} not_found
 */
export async function autoPause(
  em: EntityManager,
  ctx: Context,
  broadcastId: string,
  pause: {
    readonly from: "scheduled" | "sending";
    readonly reason: string;
    readonly set?: ReturnType<typeof sql>;
    readonly detail: Record<string, unknown>;
  },
): Promise<boolean> {
  // Whoever's request brought the news, nobody did this by hand.
  const system: Context = { ...ctx, actor: systemActor };
  const paused = await changeCampaign(em, system, broadcastId, {
    from: [pause.from],
    to: sql`'paused'`,
    set: sql`pause_reason = ${pause.reason}${pause.set ? sql`, ${pause.set}` : sql``}`,
    action: "campaign.paused",
    detail: { automatic: true, ...pause.detail },
  });
  if (paused) await queuePauseNotice(em, system, { campaignId: broadcastId, reason: pause.reason });
  return paused;
}

/**
 * Pauses a sending campaign because something on our side is at fault, so that nobody is burnt for it. Does nothing if
 * the campaign is not sending any more.
 * @param input.reason written for staff: what happened, in the provider's own words where there are any
 * @param input.code the provider's code, for the audit
 */
export async function autoPauseSending({
  ctx,
  input,
}: {
  ctx: Context;
  input: { broadcastId: string; reason: string; code?: number };
}): Promise<void> {
  const { broadcastId, reason, code } = input;
  await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    autoPause(em, ctx, broadcastId, { from: "sending", reason, detail: { code: code ?? null } }),
  );
}
