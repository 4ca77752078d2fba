import { setTimeout } from "node:timers/promises";
import type { OrganisationId } from "@packpost/db/organisation-id";
import { startMail } from "@packpost/workflows/client";
import { log } from "./log.ts";
import { getTemporalClient } from "./temporal.ts";

const timeoutMs = 10_000;
const patienceMs = 400;

/**
 * Starts the workflows of single mails. Their rows are committed already: if Temporal cannot be reached the sweep starts
 * them, so nobody waits for long and no error reaches the person.
 */
export async function startMails(organisationId: OrganisationId, mailIds: readonly string[]): Promise<void> {
  await Promise.race([
    Promise.all(mailIds.map((mailId) => start(organisationId, mailId))),
    setTimeout(patienceMs),
  ]);
}

async function start(organisationId: OrganisationId, mailId: string): Promise<void> {
  try {
    const client = getTemporalClient();
    await client.connection.withDeadline(Date.now() + timeoutMs, () =>
      startMail(client, { organisationId, mailId }),
    );
  } catch (error) {
    log.warn({ err: error, mailId }, "mail not started, the sweep will");
  }
}
