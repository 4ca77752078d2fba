import { keepMissingEntries } from "@packpost/core/alert-sending/keep-alert-entry";
import { nextAlertStep } from "@packpost/core/alert-sending/next-alert-step";
import { reconcileAlert } from "@packpost/core/alert-sending/reconcile-alert";
import { takeTurn } from "@packpost/core/alert-sending/take-turn";
import { cancelRest } from "@packpost/core/broadcast/cancel-rest";
import { finishBroadcast } from "@packpost/core/broadcast/finish-broadcast";
import { snapshotAudience } from "@packpost/core/broadcast/snapshot-audience";
import type { WorkerContext } from "@packpost/core/context";
import type { AlertActivities, PacerActivities } from "@packpost/workflows/alert/contract";
import { withHeartbeats } from "./with-heartbeats.ts";

/**
 * An alert's activities: one verb each.
 * @param contextOf makes the context of an organisation
 */
export function createAlertActivities(contextOf: (organisationId: string) => WorkerContext): AlertActivities {
  return {
    nextAlertStep: (input) =>
      withHeartbeats(() => nextAlertStep({ ctx: contextOf(input.organisationId), input })),
    snapshotAlert: (input) =>
      withHeartbeats(async () => {
        await snapshotAudience({ ctx: contextOf(input.organisationId), input });
      }),
    reconcileAlert: (input) =>
      withHeartbeats(() => reconcileAlert({ ctx: contextOf(input.organisationId), input })),
    cancelAlertRest: (input) =>
      withHeartbeats(() => cancelRest({ ctx: contextOf(input.organisationId), input })),
    finishAlert: (input) =>
      withHeartbeats(async () => {
        const ctx = contextOf(input.organisationId);
        await keepMissingEntries({ ctx, input });
        await finishBroadcast({ ctx, input });
      }),
  };
}

/** The pacer's, on a queue of its own: each sits out the last second before its slot. */
export function createPacerActivities(contextOf: (organisationId: string) => WorkerContext): PacerActivities {
  return {
    takeTurn: (input) => withHeartbeats(() => takeTurn({ ctx: contextOf(input.organisationId), input })),
  };
}
