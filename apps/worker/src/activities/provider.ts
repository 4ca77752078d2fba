import type { WorkerContext } from "@packpost/core/context";
import { registerWithProvider } from "@packpost/core/provider-account/register-with-provider";
import { runKeyTest } from "@packpost/core/provider-key/run-key-test";
import { listOrganisationIds } from "@packpost/core/sweep/list-organisation-ids";
import type { Orm } from "@packpost/db/orm";
import type { ProviderActivities } from "@packpost/workflows/provider/contract";
import type { Logger } from "pino";
import { withHeartbeats } from "./with-heartbeats.ts";

/** Keys of organisations' own accounts, and what their providers are told. */
export function createProviderActivities(
  contextOf: (organisationId: string) => WorkerContext,
  { orm, log }: { readonly orm: Orm; readonly log: Logger },
): ProviderActivities {
  const register = async (organisationId: string) => {
    for (const channel of ["email", "sms"] as const)
      await registerWithProvider({ ctx: contextOf(organisationId), input: { channel } });
  };
  return {
    testProviderKey: ({ organisationId, testId }) =>
      runKeyTest({ ctx: contextOf(organisationId), input: { testId } }),
    registerWithProviders: ({ organisationId: only }) =>
      withHeartbeats(async () => {
        if (only !== undefined) return register(only);
        for (const organisationId of await listOrganisationIds(orm)) {
          try {
            await register(organisationId);
          } catch (error) {
            log.error({ organisationId, err: error }, "its provider was not told where to report");
          }
        }
      }),
  };
}
