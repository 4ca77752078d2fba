import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requireProofForMany } from "../../access/require-fresh-proof.ts";
import { requirePermission, staffIdOf } from "../../access/require-permission.ts";
import { type AudienceChanges, compareNumbers } from "../../audience/review/compare-review.ts";
import type { Context } from "../../context.ts";
import { prepareCampaign } from "../../draft/prepare-campaign.ts";
import { keepLists } from "../../manual-recipients/change-list.ts";
import { auditBroadcast } from "../../send-protocol/audit-broadcast.ts";
import { maySend } from "../../staff/who-may-send.ts";
import { holdBroadcast } from "../hold-broadcast.ts";
import { checkSendable, type SendRefusal } from "../sendable/check-sendable.ts";
import { freezeSend } from "../sendable/freeze-send.ts";
import { findRequest, type SendRequestRow, settleRequest } from "./hold-request.ts";
import { keepRequest } from "./keep-request.ts";
import { peopleWords, queueApprovalNotice } from "./queue-approval-notice.ts";
import type { SendRequestIdInput } from "./schemas.ts";

/** Somebody was faster, or it does not hold any more. */
export type AlreadySettled = {
  readonly outcome: "settled";
  readonly state: SendRequestRow["state"];
  readonly byName: string | null;
};

export type ApproveSendResult =
  | { readonly outcome: "scheduled"; readonly sendAt: Date }
  /** Others would receive it than were asked for: it is asked anew, for those of now. */
  | {
      readonly outcome: "audience_changed";
      readonly asked: number;
      readonly now: number;
      readonly changes: AudienceChanges | null;
      readonly requestId: string;
    }
  /** Whoever asked cannot approve it themselves. */
  | { readonly outcome: "own_request" }
  /** Its time is over; whoever asked is to choose another. */
  | { readonly outcome: "time_passed" }
  /** Whoever asked has left, or may not send any more. */
  | { readonly outcome: "asker_left" }
  | AlreadySettled
  | SendRefusal;

/**
 * Approves, as another person than who asked, a campaign's send (C7): it is sent as theirs. Whatever has changed since it was asked is looked
 * at again: another text is void by then, other people are asked anew, a time that has passed sends nothing late.
 * @throws {PackpostError} forbidden, not_found
 */
export async function approveSend({
  ctx,
  input,
}: {
  ctx: Context;
  input: SendRequestIdInput;
}): Promise<ApproveSendResult> {
  requirePermission(ctx, "campaign.send");
  const by = staffIdOf(ctx);
  const { campaignId } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    findRequest(em, ctx, input.requestId),
  );
  const prepared = await prepareCampaign(ctx, campaignId);
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const seen = await findRequest(em, ctx, input.requestId);
    if (seen.state !== "waiting") return settledAs(seen);
    if (seen.askedBy.id === by) return { outcome: "own_request" };
    const { version, sendAt } = seen;
    const draft = await checkSendable(em, ctx, prepared, { campaignId, version, later: sendAt !== null });
    if (draft.outcome !== "sendable") return draft;
    await keepLists(em, campaignId);
    const { now, changes } = await compareNumbers(
      em,
      draft.key,
      sql`select numbers from send_request where organisation_id = ${ctx.organisationId} and id = ${seen.id} and numbers is not null`,
    );
    if (now === 0) return { outcome: "nobody_to_send_to" };
    requireProofForMany(ctx, now);
    // The broadcast first, as whoever edits or sends it does; counted before, since that takes a while at a million.
    await holdBroadcast(em, ctx, campaignId, "alone");
    const request = await findRequest(em, ctx, seen.id, true);
    if (request.state !== "waiting") return settledAs(request);
    if (request.late) {
      await settleRequest(em, ctx, request.id, { state: "void", reason: "time_passed" });
      return { outcome: "time_passed" };
    }
    if (!(await maySend(em, ctx, request.askedBy.id))) {
      await settleRequest(em, ctx, request.id, { state: "void", reason: "asker_left" });
      return { outcome: "asker_left" };
    }
    if (changes === null || changes.joined.people + changes.left.people > 0) {
      await settleRequest(em, ctx, request.id, { state: "void", reason: "audience_changed" });
      const again = { askedBy: request.askedBy.id, version, sendAt };
      const { id, people } = await keepRequest(em, ctx, draft.key, again);
      auditBroadcast(em, ctx, { id: campaignId, kind: "campaign" }, "approval_renewed", {
        ...{ confirmed: request.people, now: people },
      });
      return { outcome: "audience_changed", asked: request.people, now: people, changes, requestId: id };
    }
    await settleRequest(em, ctx, request.id, { state: "approved", by });
    const sent = await freezeSend(em, ctx, draft, {
      ...{ count: now, sendAt, sentBy: request.askedBy.id },
      ...{ happened: "send_approved", detail: { askedBy: request.askedBy.id } },
    });
    if (sent.outcome !== "scheduled") throw new Error("an approved send was not the one that is held");
    await queueApprovalNotice(em, ctx, {
      ...{ campaignId, staffIds: [request.askedBy.id] },
      text: (name) => ({
        subject: `“${name}” is approved`,
        preheader: `It goes to ${peopleWords(now)}`,
        paragraphs: [
          `“${name}” has been approved and goes to ${peopleWords(now)}${sendAt === null ? " now" : " at its time"}.`,
          "You can pause it, or cancel the rest, on its page.",
        ],
      }),
      closing: "You get this because you asked for the approval.",
    });
    return sent;
  });
}

export function settledAs({ state, decidedByName }: SendRequestRow): AlreadySettled {
  return { outcome: "settled", state, byName: decidedByName };
}
