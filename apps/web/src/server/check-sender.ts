import { setTimeout } from "node:timers/promises";
import type { OrganisationId } from "@packpost/db/organisation-id";
import { checkSender as startCheck } from "@packpost/workflows/client";
import { log } from "./log.ts";
import { getTemporalClient } from "./temporal.ts";

/** Nobody who only sends or saves waits longer than that; who asked for the check waits for its result. */
const patienceMs = { start: 400, result: 6_000 };

/**
 * Has the sender's domain looked at now. If Temporal is away, the schedule does it within a quarter of an hour.
 * @param until whether to wait for the start alone or for what was found
 */
export async function checkSender(
  organisationId: OrganisationId,
  until: keyof typeof patienceMs = "start",
): Promise<void> {
  await Promise.race([run(organisationId, until), setTimeout(patienceMs[until])]);
}

async function run(organisationId: OrganisationId, until: keyof typeof patienceMs): Promise<void> {
  try {
    const client = getTemporalClient();
    await client.connection.withDeadline(Date.now() + patienceMs.result, async () => {
      const finished = await startCheck(client, organisationId);
      if (until === "result") await finished();
    });
  } catch (error) {
    log.warn({ err: error }, "sender's domain not checked now, the schedule will");
  }
}

/** A send that was refused because nobody has looked at the sender's domain yet: the look begins now. */
export async function checkRefusedSender(
  organisationId: OrganisationId,
  result: { outcome: string; problems?: readonly { code: string }[] },
): Promise<void> {
  if (result.problems?.some(({ code }) => code === "sender_not_checked")) await checkSender(organisationId);
}
