import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { AlertView } from "@packpost/core/alert/alert-view";
import { getAlert } from "@packpost/core/alert/get-alert";
import { previewAlert } from "@packpost/core/alert/preview-alert";
import { sendAlert } from "@packpost/core/alert/send-alert";
import type { Context } from "@packpost/core/context";
import { createWorkflows } from "@packpost/core/workflows";
import type { Orm } from "@packpost/db/orm";
import { alertWorkflowId, pacerWorkflowId } from "@packpost/workflows/alert/contract";
import { createWorkflowCalls } from "@packpost/workflows/client";
import type { Client } from "@temporalio/client";
import { silent, staffContext } from "../../support/contexts.ts";
import type { BenchVisits } from "../../support/seed-visits.ts";

const range = { kind: "next_days", days: 7 } as const;

/** An owner of a bench's organisation, whose verbs wake workflows. */
export function contextOf(orm: Orm, client: Client, { organisationId, ownerId }: BenchVisits): Context {
  const workflows = createWorkflows({ organisationId, calls: createWorkflowCalls(client), log: silent });
  return { ...staffContext({ orm, organisationId }, ownerId), workflows };
}

/** Sends an alert to everybody of the next days, at night too. @returns its id, and its words, which no other has */
export async function startAlert(ctx: Context): Promise<{ alertId: string; body: string; people: number }> {
  const alertId = randomUUID();
  const body = `The road is closed ${alertId}`;
  const counted = await previewAlert({ ctx, input: { range } });
  if (counted.outcome !== "counted") throw new Error(JSON.stringify(counted));
  const sent = await sendAlert({
    ctx,
    input: {
      ...{ alertId, range, body, confirmedCount: counted.receiving },
      ...{ again: false, overrideQuietHours: true, againOf: null },
    },
  });
  if (sent.outcome !== "sent") throw new Error(JSON.stringify(sent));
  return { alertId, body, people: counted.receiving };
}

/** Waits until an alert is over. @param limitS at most so many seconds */
export async function alertEnded(ctx: Context, alertId: string, limitS: number): Promise<AlertView> {
  for (let waited = 0; waited < limitS; waited++) {
    const alert = await getAlert({ ctx, input: { alertId } });
    if (alert.status === "sent") return alert;
    await delay(1_000);
  }
  throw new Error(`the alert has not ended in ${limitS} s`);
}

/** Histories of an alert's workflow and of the pacer's, each run with its events: a run continues as new before its history is long. */
export async function historiesOf(client: Client, { organisationId }: BenchVisits, alertId: string) {
  const alert = await client.workflow.getHandle(alertWorkflowId(alertId)).describe();
  const runs: number[] = [];
  const query = `WorkflowId = '${pacerWorkflowId(organisationId)}'`;
  for await (const { historyLength = 0 } of client.workflow.list({ query })) runs.push(historyLength);
  return { alertEvents: alert.historyLength, pacerRuns: runs.length, mostEventsARun: Math.max(...runs) };
}
