import { StaffMember } from "@packpost/db/entities/staff-member.entity";
import { inOrganisation } from "@packpost/db/orm";
import { requirePermission, staffIdOf } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { auditBroadcast } from "../../send-protocol/audit-broadcast.ts";
import { type AlreadySettled, settledAs } from "./approve-send.ts";
import { findRequest, settleRequest } from "./hold-request.ts";
import { queueApprovalNotice } from "./queue-approval-notice.ts";
import type { DeclineSendInput } from "./schemas.ts";

/**
 * Declines a send that somebody else asked for, with a note that says why; they have it by mail. The campaign stays a draft.
 * @throws {PackpostError} forbidden, not_found
 */
export function declineSend({
  ctx,
  input,
}: {
  ctx: Context;
  input: DeclineSendInput;
}): Promise<{ readonly outcome: "declined" | "own_request" } | AlreadySettled> {
  requirePermission(ctx, "campaign.send");
  const by = staffIdOf(ctx);
  const { requestId, note } = input;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const request = await findRequest(em, ctx, requestId, true);
    if (request.state !== "waiting") return settledAs(request);
    if (request.askedBy.id === by) return { outcome: "own_request" };
    await settleRequest(em, ctx, requestId, { state: "declined", by, note });
    const decider = await em.findOneOrFail(StaffMember, { organisationId: ctx.organisationId, id: by });
    await queueApprovalNotice(em, ctx, {
      ...{ campaignId: request.campaignId, staffIds: [request.askedBy.id] },
      text: (name) => ({
        subject: `“${name}” is not approved`,
        preheader: note.slice(0, 120),
        paragraphs: [`${decider.name} has declined to send “${name}”:`, note, "It is a draft as before."],
      }),
      closing: "You get this because you asked for the approval.",
    });
    auditBroadcast(em, ctx, { id: request.campaignId, kind: "campaign" }, "send_declined", {
      ...{ count: request.people, askedBy: request.askedBy.id },
    });
    return { outcome: "declined" };
  });
}
