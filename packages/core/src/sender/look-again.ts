import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { getSenderCheck, type SenderCheck } from "./get-sender-check.ts";

/** Longest wait for the DNS and the provider's account, in milliseconds. */
const PATIENCE_MS = 6_000;

/**
 * Has the sender's domain looked at now (C17), and tells what was found: by then, or the last time if it takes longer or
 * Temporal is away.
 * @throws {PackpostError} forbidden
 */
export async function lookAgain({ ctx }: { ctx: Context }): Promise<SenderCheck> {
  requirePermission(ctx, "settings.manage");
  await ctx.workflows.checkSenderWithin(PATIENCE_MS);
  return getSenderCheck({ ctx });
}
