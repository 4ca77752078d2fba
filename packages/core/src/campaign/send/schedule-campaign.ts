import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import type { ScheduleCampaignInput } from "../schemas.ts";
import { type SendTime, sendTimeOf } from "./find-send-time.ts";
import { type SendCampaignResult, sendCampaign } from "./send-campaign.ts";

export type ScheduleCampaignResult =
  | SendCampaignResult
  /** The time has passed, does not exist, or comes twice: say so and ask again. */
  | { readonly outcome: "time_unclear"; readonly time: SendTime };

/**
 * Sends a draft at a date and time of the organisation's zone (C7). What is confirmed now is frozen; the audience is
 * computed again when the time has come. Allowed while sending is stopped: it then waits for the switch.
 *
 * @throws {PackpostError} forbidden, not_found
 */
export async function scheduleCampaign({
  ctx,
  input,
}: {
  ctx: Context;
  input: ScheduleCampaignInput;
}): Promise<ScheduleCampaignResult> {
  requirePermission(ctx, "campaign.send");
  const { date, time, choice, ...send } = input;
  const sendTime = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sendTimeOf(em, ctx, { date, time, choice }),
  );
  if (sendTime.kind !== "clear") return { outcome: "time_unclear", time: sendTime };
  return sendCampaign({ ctx, input: { ...send, sendAt: sendTime.at } });
}
