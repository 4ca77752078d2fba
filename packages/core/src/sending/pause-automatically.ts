import { inOrganisation } from "@packpost/db/orm";
import type { Context } from "../context.ts";
import { pauseByItself } from "./pause-by-itself.ts";

/**
 * Pauses a sending campaign because something on our side is at fault, so that nobody is burnt for it. Does nothing if
 * the campaign is not sending any more.
 * @param input.reason written for staff: what happened, in the provider's own words where there are any
 * @param input.code the provider's code, for the audit
 */
export async function pauseAutomatically({
  ctx,
  input,
}: {
  ctx: Context;
  input: { campaignId: string; reason: string; code?: number };
}): Promise<void> {
  const { campaignId, reason, code } = input;
  await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    pauseByItself(em, ctx, campaignId, { from: "sending", reason, detail: { code: code ?? null } }),
  );
}
