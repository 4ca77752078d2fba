import type { WorkerContext } from "@packpost/core/context";
import { workImport } from "@packpost/core/customer-import/work-import";
import type { CustomerImportActivities } from "@packpost/workflows/customer-import/contract";
import { withHeartbeats } from "./with-heartbeats.ts";

/**
 * Imports of customers and what hangs on them (P9), on the queue of what is slow.
 * @param contextOf makes the context of an organisation
 */
export function createCustomerImportActivities(
  contextOf: (organisationId: string) => WorkerContext,
): CustomerImportActivities {
  return {
    workImport: (input) => withHeartbeats(() => workImport({ ctx: contextOf(input.organisationId), input })),
  };
}
