import type { Actor } from "@packpost/core/access/actor";
import type { Context as VerbContext } from "@packpost/core/context";
import { createWorkflows } from "@packpost/core/workflows";
import type { OrganisationId } from "@packpost/db/organisation-id";
import { createWorkflowCalls } from "@packpost/workflows/client";
import { env } from "#web/env.ts";
import { getOrm } from "./database.ts";
import { log } from "./log.ts";
import { getTemporalClient } from "./temporal.ts";

/** What a core verb runs in when it is called through the web: one organisation, whoever acts, and this process's ports. */
export async function verbContext<A extends Actor>(
  organisationId: OrganisationId,
  actor: A,
): Promise<VerbContext<A>> {
  const calls = createWorkflowCalls(getTemporalClient());
  return {
    orm: await getOrm(),
    organisationId,
    actor,
    workflows: createWorkflows({ organisationId, calls, log }),
    appUrl: env.APP_URL.replace(/\/+$/, ""),
    realMail: env.SANDBOX_URL === undefined,
  };
}
