import { inOrganisation } from "@packpost/db/orm";
import { reconcileClaims, type SettleInput } from "../broadcast/reconcile-claims.ts";
import type { WorkerContext } from "../context.ts";
import { keepMissingEntries } from "./keep-alert-entry.ts";
import { retryAllOverflowed } from "./retry-overflowed.ts";

/** Step 4 of the send protocol for an alert: what the provider has stands in its family's thread too. */
export async function reconcileAlert({
  ctx,
  input,
}: {
  ctx: WorkerContext;
  input: SettleInput;
}): Promise<void> {
  await reconcileClaims({ ctx, input });
  await inOrganisation(ctx.orm, ctx.organisationId, (em) => retryAllOverflowed(em, ctx, input.broadcastId));
  await keepMissingEntries({ ctx, input });
}
