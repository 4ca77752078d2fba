import { inOrganisation } from "@packpost/db/orm";
import { requirePermission, staffIdOf } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { auditBroadcast } from "../../send-protocol/audit-broadcast.ts";
import { type AlreadySettled, settledAs } from "./approve-send.ts";
import { findRequest, settleRequest } from "./hold-request.ts";
import type { SendRequestIdInput } from "./schemas.ts";

/**
 * Takes back one's own question for an approval; nobody is asked any more, and nothing is sent.
 * @throws {PackpostError} forbidden, not_found
 */
export function withdrawRequest({
  ctx,
  input,
}: {
  ctx: Context;
  input: SendRequestIdInput;
}): Promise<{ readonly outcome: "withdrawn" | "not_yours" } | AlreadySettled> {
  requirePermission(ctx, "campaign.send");
  const by = staffIdOf(ctx);
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const request = await findRequest(em, ctx, input.requestId, true);
    if (request.state !== "waiting") return settledAs(request);
    if (request.askedBy.id !== by) return { outcome: "not_yours" };
    await settleRequest(em, ctx, request.id, { state: "withdrawn", by });
    auditBroadcast(em, ctx, { id: request.campaignId, kind: "campaign" }, "approval_withdrawn", {
      count: request.people,
    });
    return { outcome: "withdrawn" };
  });
}
