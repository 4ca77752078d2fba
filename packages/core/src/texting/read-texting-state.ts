import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { type TextingState, textingState } from "./read-text-routes.ts";

/** Whether texts leave (A15). */
export type TextsLeave = Pick<TextingState, "state">;

/**
 * What an open composer is woken by, of whoever may write to a family: all or those of their day.
 * @throws {PackpostError} forbidden
 */
export async function readTextingState({ ctx }: { ctx: Context }): Promise<TextsLeave> {
  requirePermission(ctx, "conversation.own_schedule");
  const { state } = await inOrganisation(ctx.orm, ctx.organisationId, (em) => textingState(em, ctx));
  return { state };
}
