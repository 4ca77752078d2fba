import { demoOrganisations } from "@packpost/db/seed/seed-demo";
import { scheduleIds } from "../../apps/worker/src/schedules.ts";
import { findBrokenInvariants } from "../../scripts/demo/find-broken-invariants.ts";
import { waitUntil } from "../support/wait-until.ts";
import { compareWithLedger, readAccepted } from "./compare-ledger.ts";
import type { Installation } from "./installation.ts";
import type { Play } from "./play.ts";
import { readSendings } from "./read-sending.ts";

const organisationId = demoOrganisations.riverside;

/** What must hold when everything has come to its end, one sentence for whatever does not. */
export async function checkAll(options: {
  readonly installation: Installation;
  readonly play: Play;
  readonly startedAt: Date;
}): Promise<{ figures: Record<string, Record<string, number>>; problems: string[] }> {
  const { installation, play, startedAt } = options;
  const { simulatorUrl } = installation;
  const problems: string[] = [];
  const figures = { lost: 0, doubled: 0, untold: 0 };
  const token = `token=sandbox-${organisationId}`;
  const mails = await readAccepted(simulatorUrl, `${token}&channel=email&tag=campaign`);
  for (const { id, kind, status, people, open } of await readSendings(play.owner, startedAt)) {
    if (status !== "sent" || open > 0)
      problems.push(`The ${kind} ${id} is ${status}, ${open} of ${people} are open.`);
    if (kind !== "campaign") continue;
    const found = await compareWithLedger(play.owner, id, mails);
    for (const name of ["lost", "doubled", "untold"] as const) figures[name] += found[name];
  }
  for (const [name, n] of Object.entries(figures)) if (n > 0) problems.push(`${n} people are ${name}.`);

  const stand = await play.owner.query("select count(*)::int as n from entry where id = any($1)", [
    play.load.posted,
  ]);
  const posted = play.load.posted.length;
  if (stand.rows[0]?.n !== posted)
    problems.push(`Of ${posted} messages that were answered as posted ${stand.rows[0]?.n} stand.`);

  for (const [at, page] of play.pages.entries())
    if (page.processes.length < 2) problems.push(`The open page ${at + 1} never had to connect again.`);
  problems.push(...(await checkSchedules(play)), ...(await checkWorkflows(play)));
  problems.push(...(await findBrokenInvariants(installation)));
  return { figures: { people: figures, messages: { posted, stand: stand.rows[0]?.n ?? 0 } }, problems };
}

/** Two workers made them at once, twice: each stands once and is not paused. */
async function checkSchedules({ client }: Play): Promise<string[]> {
  const found: string[] = [];
  for await (const { scheduleId, state } of client.schedule.list()) {
    found.push(scheduleId);
    if (state.paused) return [`The schedule ${scheduleId} is paused.`];
  }
  const same = found.toSorted().join() === [...scheduleIds].toSorted().join();
  return same ? [] : [`There are the schedules ${found.toSorted().join(", ")}.`];
}

/** Campaigns and alerts have come to their end in Temporal, too, and nothing has failed. */
async function checkWorkflows({ client }: Play): Promise<string[]> {
  const count = async (query: string) => (await client.workflow.count(query)).count;
  try {
    await waitUntil(
      "workflows to end",
      async () =>
        (await count(`WorkflowType in ("campaign", "alert") and ExecutionStatus = "Running"`)) === 0,
    );
  } catch {
    return ["A campaign or an alert still runs in Temporal."];
  }
  const failed = await count(`ExecutionStatus in ("Failed", "TimedOut")`);
  return failed === 0 ? [] : [`${failed} workflows have failed or timed out.`];
}
