import {
  BULK,
  CONVERSATION,
  EMAIL_BROADCAST,
  EMAIL_TRANSACTIONAL,
  SMS_ALERT,
  SMS_CONVERSATION,
  WEBHOOK_OUT,
  WORKFLOWS,
} from "@packpost/workflows/task-queues";
import { Client, Connection, ScheduleNotFoundError } from "@temporalio/client";
import { loadClientConnectConfig } from "@temporalio/envconfig";
import { readMark } from "../../apps/worker/src/keep-mark.ts";
import { scheduleIds } from "../../apps/worker/src/schedules.ts";
import { type Finding, findingsOf, messageOf } from "./finding.ts";

const { ok, warning, error } = findingsOf("temporal");

const searchAttributes = ["OrganisationId", "CampaignId"];
/** `temporal.api.enums.v1.TaskQueueType`: workflow tasks, activities. */
const WORKFLOW_TASKS = 1;
const ACTIVITY_TASKS = 2;
const activityQueues = [
  ...[EMAIL_BROADCAST, EMAIL_TRANSACTIONAL, SMS_CONVERSATION, SMS_ALERT, CONVERSATION, WEBHOOK_OUT, BULK],
];

/** Server, namespace, search attributes, schedules with the installation's mark, and who polls each task queue. By Temporal's own variables. */
export async function checkTemporal(): Promise<Finding[]> {
  const { connectionOptions, namespace = "default" } = loadClientConnectConfig();
  let connection: Connection;
  try {
    connection = await Connection.connect({ ...connectionOptions, connectTimeout: "5 seconds" });
  } catch (thrown) {
    return [
      error(
        `It cannot be reached at ${connectionOptions.address ?? "localhost:7233"}: ${messageOf(thrown)}`,
        "Check TEMPORAL_ADDRESS, TEMPORAL_API_KEY or TEMPORAL_TLS_*, and the firewall. Nothing is lost meanwhile: the rows wait.",
      ),
    ];
  }
  const client = new Client({ connection, namespace });
  try {
    return [
      ...(await checkNamespace(connection, namespace)),
      ...(await checkSchedules(client)),
      ...(await checkPollers(connection, namespace)),
    ];
  } catch (thrown) {
    return [
      error(
        `A question failed: ${messageOf(thrown)}`,
        "Check what the API key or certificate may do in this namespace.",
      ),
    ];
  } finally {
    await connection.close();
  }
}

async function checkNamespace(connection: Connection, namespace: string): Promise<Finding[]> {
  try {
    await connection.workflowService.describeNamespace({ namespace });
  } catch (thrown) {
    return [
      error(
        `There is no namespace “${namespace}”: ${messageOf(thrown)}`,
        "Make it (`temporal operator namespace create`), or set TEMPORAL_NAMESPACE to the one that there is.",
      ),
    ];
  }
  const known = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = searchAttributes.filter((name) => known.customAttributes?.[name] === undefined);
  return [
    ok(`namespace ${namespace}`),
    missing.length === 0
      ? ok("its search attributes are there")
      : error(
          `search attributes are missing: ${missing.join(", ")}`,
          missing
            .map((name) => `temporal operator search-attribute create --name ${name} --type Keyword`)
            .join("; "),
        ),
  ];
}

async function checkSchedules(client: Client): Promise<Finding[]> {
  const missing: string[] = [];
  const paused: string[] = [];
  for (const id of scheduleIds) {
    try {
      const { state } = await client.schedule.getHandle(id).describe();
      if (state.paused) paused.push(id);
    } catch (thrown) {
      if (!(thrown instanceof ScheduleNotFoundError)) throw thrown;
      missing.push(id);
    }
  }
  const found: Finding[] = [];
  if (missing.length > 0)
    found.push(
      error(
        `schedules are missing: ${missing.join(", ")}`,
        "A worker makes them within a minute: start one, and look into its log.",
      ),
    );
  if (paused.length > 0)
    found.push(
      error(
        `schedules are paused: ${paused.join(", ")}`,
        "`temporal schedule toggle --unpause --schedule-id …`; without them nothing that was lost is taken up again.",
      ),
    );
  if (found.length === 0) found.push(ok(`${scheduleIds.length} schedules run`));
  found.push(
    (await readMark(client)) === null
      ? warning(
          "it keeps no mark of this installation",
          "A worker writes it within seconds. Until then a database whose files were put back is not recognised.",
        )
      : ok("it keeps the installation's mark"),
  );
  return found;
}

async function checkPollers(connection: Connection, namespace: string): Promise<Finding[]> {
  const queues = [
    { name: WORKFLOWS, type: WORKFLOW_TASKS },
    ...activityQueues.map((name) => ({ name, type: ACTIVITY_TASKS })),
  ];
  const alone: string[] = [];
  const identities = new Set<string>();
  for (const { name, type } of queues) {
    const { pollers } = await connection.workflowService.describeTaskQueue({
      namespace,
      taskQueue: { name },
      taskQueueType: type,
    });
    if (!pollers?.length) alone.push(name);
    for (const { identity } of pollers ?? []) identities.add(identity ?? "");
  }
  return [
    alone.length === 0
      ? ok(`${identities.size} worker processes poll all ${queues.length} task queues`)
      : error(
          `nobody polls ${alone.join(", ")}`,
          "Start a worker (apps/worker/src/main.ts); if one runs, its log says why it stands still.",
        ),
  ];
}
