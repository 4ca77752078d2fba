import type { WorkerContext } from "@packpost/core/context";
import { checkSender } from "@packpost/core/sender/check-sender";
import { listOrganisationIds } from "@packpost/core/sweep/list-organisation-ids";
import type { Orm } from "@packpost/db/orm";
import type { SenderActivities } from "@packpost/workflows/sender/contract";
import type { Logger } from "pino";
import { withHeartbeats } from "./with-heartbeats.ts";

/** A look that is older is not relied on. */
const DAY_MS = 86_400_000;

/** Looks at the senders' domains, one tenant's unit of work at a time. */
export function createSenderActivities(
  contextOf: (organisationId: string) => WorkerContext,
  { orm, log }: { readonly orm: Orm; readonly log: Logger },
): SenderActivities {
  return {
    checkSenders: ({ organisationId: only }) =>
      withHeartbeats(async () => {
        if (only !== undefined) {
          await checkSender({ ctx: contextOf(only) });
          return;
        }
        for (const organisationId of await listOrganisationIds(orm)) {
          try {
            await checkSender({ ctx: contextOf(organisationId), input: { olderThanMs: DAY_MS } });
          } catch (error) {
            log.error({ organisationId, err: error }, "sender's domain not checked");
          }
        }
      }),
  };
}
