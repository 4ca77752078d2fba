import { reconcileClaims, type SettleInput } from "../broadcast/reconcile-claims.ts";
import type { WorkerContext } from "../context.ts";
import { keepMissingEntries } from "./keep-alert-entry.ts";

/** Step 4 of the send protocol for an alert: what the provider has stands in its family's thread too. */
export async function reconcileAlert({
  ctx,
  input,
}: {
  ctx: WorkerContext;
  input: SettleInput;
}): Promise<void> {
  await reconcileClaims({ ctx, input });
  await keepMissingEntries({ ctx, input });
}
