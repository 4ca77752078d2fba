import { Organisation } from "@packpost/db/entities/organisation.entity";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission, staffIdOf } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { findCampaign } from "../find-campaign.ts";
import type { CampaignIdInput } from "../schemas.ts";
import { readRequest, type SendRequestRow } from "./hold-request.ts";

export interface Approval {
  /** Above so many people a second person is asked; null = never. */
  over: number | null;
  /** The newest question; null = none was asked. */
  request: (SendRequestRow & { mine: boolean; mayDecide: boolean }) | null;
}

/** Whether sending a campaign has to be approved, and what became of the newest question (C7). @throws {PackpostError} not_found */
export function getApproval({ ctx, input }: { ctx: Context; input: CampaignIdInput }): Promise<Approval> {
  requirePermission(ctx, "campaign.read");
  const me = staffIdOf(ctx);
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { id } = await findCampaign(em, ctx, input.campaignId);
    const { approvalOver } = await em.findOneOrFail(Organisation, { id: ctx.organisationId });
    const request = await readRequest(em, ctx, { which: sql`campaign_id = ${id}` });
    const mine = request?.askedBy.id === me;
    return {
      over: approvalOver ?? null,
      request: request && {
        ...request,
        mine,
        mayDecide: !mine && request.state === "waiting" && ctx.actor.permissions.has("campaign.send"),
      },
    };
  });
}
