import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import type { PreviewEmailInput } from "./schemas.ts";
import { type WrittenOut, writeOut } from "./write-out.ts";

export type EmailPreview = Pick<WrittenOut, "message" | "problems" | "missing">;

/**
 * An individual email as it would arrive, by the code that sends it (P12).
 * @throws {PackpostError} forbidden, not_found; unavailable, rate_limited when too much is being drawn
 */
export async function previewEmail({
  ctx,
  input,
}: {
  ctx: Context;
  input: PreviewEmailInput;
}): Promise<EmailPreview> {
  requirePermission(ctx, "customer.write_email");
  const { message, problems, missing } = await writeOut(ctx, input, "look");
  return { message, problems, missing };
}
