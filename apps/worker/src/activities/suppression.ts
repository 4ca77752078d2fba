import type { WorkerContext } from "@packpost/core/context";
import { syncSuppressions } from "@packpost/core/suppression/sync-suppressions";
import { listOrganisationIds } from "@packpost/core/sweep/list-organisation-ids";
import type { Orm } from "@packpost/db/orm";
import type { SuppressionActivities } from "@packpost/workflows/suppression/contract";
import type { Logger } from "pino";
import { withHeartbeats } from "./with-heartbeats.ts";

/** Keeps suppressions the same here and at the provider, one tenant's unit of work at a time. */
export function createSuppressionActivities(
  contextOf: (organisationId: string) => WorkerContext,
  { orm, log }: { readonly orm: Orm; readonly log: Logger },
): SuppressionActivities {
  return {
    syncSuppressions: ({ organisationId: only }) =>
      withHeartbeats(async () => {
        for (const organisationId of only === undefined ? await listOrganisationIds(orm) : [only]) {
          try {
            const { outcome } = await syncSuppressions({ ctx: contextOf(organisationId) });
            if (outcome === "unavailable") log.warn({ organisationId }, "suppressions not compared");
          } catch (error) {
            log.error({ organisationId, err: error }, "suppressions not compared");
          }
        }
      }),
  };
}
