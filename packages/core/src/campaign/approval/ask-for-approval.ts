import { StaffMember } from "@packpost/db/entities/staff-member.entity";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { staffIdOf } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { auditBroadcast } from "../../send-protocol/audit-broadcast.ts";
import { approversOf } from "../../staff/who-may-send.ts";
import { holdBroadcast } from "../hold-broadcast.ts";
import type { Sendable } from "../sendable/check-sendable.ts";
import { readRequest, settleRequest } from "./hold-request.ts";
import { keepRequest } from "./keep-request.ts";
import { peopleWords, queueApprovalNotice, timeWords } from "./queue-approval-notice.ts";

export type AskedForApproval =
  /** `approvers` have a mail each. */
  | { readonly outcome: "approval_asked"; readonly people: number; readonly approvers: number }
  /** There is nobody but the sender who could approve it. */
  | { readonly outcome: "nobody_to_approve" }
  /** A colleague has asked already: whoever wants it sent approves that. */
  | { readonly outcome: "colleague_asked"; readonly byName: string };

/**
 * Asks for a second person's approval of a send that has been confirmed (C7). The campaign stays a draft. Asked twice for the same it is one
 * question; for another time or other people the one before is void.
 */
export async function askForApproval(
  em: EntityManager,
  ctx: Context,
  { campaign, organisation, key }: Sendable,
  send: { readonly count: number; readonly sendAt: Date | null },
): Promise<AskedForApproval | { readonly outcome: "already_sending" | "nobody_to_send_to" }> {
  const askedBy = staffIdOf(ctx);
  const approvers = await approversOf(em, ctx, askedBy);
  if (approvers.length === 0) return { outcome: "nobody_to_approve" };
  const { version } = campaign;
  // Whoever edits or sends it shares or holds this row.
  const { status } = await holdBroadcast(em, ctx, campaign.id, "alone");
  await em.refresh(campaign);
  if (status !== "draft" || campaign.version !== version) return { outcome: "already_sending" };
  const waiting = await readRequest(em, ctx, {
    which: sql`campaign_id = ${campaign.id} and state = 'waiting'`,
    hold: true,
  });
  if (waiting !== null) {
    if (waiting.askedBy.id !== askedBy && !waiting.late)
      return { outcome: "colleague_asked", byName: waiting.askedBy.name };
    const isSame = waiting.people === send.count && waiting.sendAt?.getTime() === send.sendAt?.getTime();
    if (isSame && !waiting.late)
      return { outcome: "approval_asked", people: waiting.people, approvers: approvers.length };
    await settleRequest(em, ctx, waiting.id, { state: "void", reason: "asked_anew" });
  }
  const { people } = await keepRequest(em, ctx, key, { askedBy, version, sendAt: send.sendAt });
  const asker = await em.findOneOrFail(StaffMember, { organisationId: ctx.organisationId, id: askedBy });
  const when = send.sendAt === null ? "as soon as it is approved" : timeWords(send.sendAt, organisation.zone);
  await queueApprovalNotice(em, ctx, {
    campaignId: campaign.id,
    staffIds: approvers,
    text: (name) => ({
      subject: `“${name}” waits for your approval`,
      preheader: `${asker.name} asks to send it to ${peopleWords(people)}`,
      paragraphs: [
        `${asker.name} asks to send “${name}” to ${peopleWords(people)}, ${when}.`,
        "Read it on its page, then approve it or decline it with a note. Nothing is sent until one of you has approved.",
        ...(send.sendAt === null
          ? []
          : ["If nobody has by then, it is not sent late: it would be asked anew."]),
      ],
    }),
    closing: "You get this because you may approve campaigns.",
  });
  auditBroadcast(em, ctx, { id: campaign.id, kind: "campaign" }, "approval_asked", {
    ...{ count: people, ...(send.sendAt && { sendAt: send.sendAt.toISOString() }) },
  });
  // Its workflow says so when the time has come and nobody has approved.
  if (send.sendAt !== null) ctx.workflows.wakeCampaign(campaign.id);
  return { outcome: "approval_asked", people, approvers: approvers.length };
}
