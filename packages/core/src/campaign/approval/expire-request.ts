import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../../context.ts";
import { readRequest, settleRequest } from "./hold-request.ts";
import { queueApprovalNotice } from "./queue-approval-notice.ts";

/**
 * The time of a send came while it waited for an approval: it is not sent late, and whoever asked is told to ask anew (C7).
 * @returns milliseconds until the time of one that still waits; null = there is nothing to wait for
 */
export async function expireRequest(
  em: EntityManager,
  ctx: Context,
  campaignId: string,
): Promise<number | null> {
  const which = sql`campaign_id = ${campaignId} and state = 'waiting' and send_at is not null`;
  const request = await readRequest(em, ctx, { which, hold: true });
  if (request?.sendAt == null) return null;
  if (!request.late) {
    const { rows } = await sql<{ ms: number }>`
      select ceil(extract(epoch from send_at - app_now()) * 1000)::float8 as ms from send_request
      where organisation_id = ${ctx.organisationId} and id = ${request.id}`.execute(em.getKysely());
    return Math.max(1, rows[0]?.ms ?? 1);
  }
  await settleRequest(em, ctx, request.id, { state: "void", reason: "time_passed" });
  await queueApprovalNotice(em, ctx, {
    ...{ campaignId, staffIds: [request.askedBy.id] },
    text: (name) => ({
      subject: `“${name}” was not sent: nobody approved it in time`,
      preheader: "Choose another time and ask again",
      paragraphs: [
        `The time for “${name}” came, and nobody had approved it. It was not sent.`,
        "Choose another time on its page, then ask again.",
      ],
    }),
    closing: "You get this because you asked for the approval.",
  });
  return null;
}
