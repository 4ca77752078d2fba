import { setTimeout } from "node:timers/promises";
import type { OrganisationId } from "@packpost/db/organisation-id";
import { wakeCampaign as wakeWorkflow } from "@packpost/workflows/client";
import { log } from "./log.ts";
import { getTemporalClient } from "./temporal.ts";

const timeoutMs = 10_000;
/** Longer than that nobody waits: the seconds in which a send can be undone are running. */
const patienceMs = 400;

/**
 * Tells a campaign's workflow that its row has changed. The change is committed already: if Temporal cannot be reached
 * the sweep finds it, so nobody waits for long and no error reaches the person.
 */
export async function wakeCampaign(organisationId: OrganisationId, campaignId: string): Promise<void> {
  await Promise.race([wake(organisationId, campaignId), setTimeout(patienceMs)]);
}

async function wake(organisationId: OrganisationId, campaignId: string): Promise<void> {
  try {
    const client = getTemporalClient();
    await client.connection.withDeadline(Date.now() + timeoutMs, () =>
      wakeWorkflow(client, { organisationId, campaignId }),
    );
  } catch (error) {
    log.warn({ err: error, campaignId }, "workflow not woken, the sweep will");
  }
}
