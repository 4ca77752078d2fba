import { StaffMember } from "@packpost/db/entities/staff-member.entity";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { staffActor } from "../../access/actor.ts";
import { requirePermission, staffIdOf } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import type { PostMessageOutcome } from "../post-message.ts";
import { findAnswerSince, idTaken, nobodyReached, reachesNobody } from "../post-message.ts";
import { auditScheduled, type Settled } from "./change-scheduled.ts";
import { holdScheduled } from "./hold-scheduled.ts";
import { postScheduled } from "./post-due.ts";
import type { SendScheduledInput } from "./schemas.ts";
import { maySee, routeOf } from "./why-hold.ts";

/**
 * Posts a scheduled message now (V15), whatever it waits for: a person has decided. As its author; where they have left, or may not write
 * there any more, as whoever sends it. What forbids a text forbids it here too.
 * @throws {PackpostError} forbidden, not_found, conflict (nobody would get it)
 */
export async function sendScheduled({
  ctx,
  input,
}: {
  ctx: Context;
  input: SendScheduledInput;
}): Promise<PostMessageOutcome | Settled> {
  requirePermission(ctx, "conversation.own_schedule");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { thread, message } = await holdScheduled(em, ctx, input.messageId);
    if (message.state === "posted" || message.state === "cancelled")
      return { outcome: "settled", state: message.state };
    if (reachesNobody(thread, message.asText)) throw nobodyReached();
    if (input.seenNumber !== null) {
      const answer = await findAnswerSince(em, ctx, thread.id, input.seenNumber, staffIdOf(ctx));
      if (answer !== undefined) return { outcome: "colleague_replied", ...answer };
    }
    const route = message.asText ? await routeOf(em, ctx, thread.id, message) : null;
    if (route instanceof Error) throw route;
    const as = await authorOf(em, ctx, message.staffMemberId, thread.id);
    const written = await postScheduled(em, as, thread, message, route);
    if (written === null) throw idTaken();
    auditScheduled(em, ctx, { thread, messageId: message.id, action: "scheduled_sent" });
    return { outcome: "posted", ...written };
  });
}

async function authorOf(em: EntityManager, ctx: Context, id: string, threadId: string): Promise<Context> {
  const { organisationId } = ctx;
  const author = await em.findOne(StaffMember, { organisationId, id, endedAt: null });
  if (author === null) return ctx;
  const as: Context = { ...ctx, actor: staffActor(author.id, author.role) };
  return (await maySee(em, as, threadId)) ? as : ctx;
}
