import { setTimeout } from "node:timers/promises";
import type { OrganisationId } from "@packpost/db/organisation-id";
import { syncSuppressions as startSync } from "@packpost/workflows/client";
import { log } from "./log.ts";
import { getTemporalClient } from "./temporal.ts";

const timeoutMs = 10_000;
/** Longer than that nobody waits. */
const patienceMs = 400;

/** Has the suppressions compared with the provider's now. The change is committed: if Temporal is away, the schedule does it. */
export async function syncSuppressions(organisationId: OrganisationId): Promise<void> {
  await Promise.race([start(organisationId), setTimeout(patienceMs)]);
}

async function start(organisationId: OrganisationId): Promise<void> {
  try {
    const client = getTemporalClient();
    await client.connection.withDeadline(Date.now() + timeoutMs, () => startSync(client, organisationId));
  } catch (error) {
    log.warn({ err: error }, "suppressions not compared now, the schedule will");
  }
}
