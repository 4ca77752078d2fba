import type { Gone } from "@packpost/core/restore/list-gone";
import { type HoldState, isCompared } from "@packpost/core/restore/release-sending";
import { DEFAULT_TIMINGS } from "@packpost/workflows/campaign/contract";

const causes: Readonly<Record<HoldState["because"], string>> = {
  another_database:
    "it is another database, or in another cluster, than the one a worker looked at last: a dump was restored",
  another_timeline:
    "its timeline is another one: it was recovered to a point in time, or a standby took over",
  by_hand: "so says whoever runs it",
  went_back: "it counts fewer looks than the mark in Temporal: its files were put back",
};

/** What an operator is told of a hold after a restore, line by line. */
export function describeHold(hold: HoldState): string[] {
  const { because, since, lostFrom, lostUntil, openCalls, organisations, complete, found, unplaced } = hold;
  return [
    `All sending is held since ${since.toISOString()}: the database was put back from a backup (${causes[because]}).`,
    `What was sent from ${lostFrom.toISOString()} to ${lostUntil.toISOString()} may be unknown here.`,
    `${count(openCalls, "call")} not settled with the provider yet; providers of ${complete} of ${count(organisations, "organisation")} compared.`,
    `${count(found, "message")} that stood here unsent had been sent and will not be sent again; of ${count(unplaced, "more message")} that people have, nothing is left here.`,
    ...(isCompared(hold)
      ? ["All is compared."]
      : [`The last comparison begins at ${dueAt(lostUntil).toISOString()}, with a worker that runs.`]),
    ...(hold.partial > 0 ? [`${count(hold.partial, "list")} of a provider did not show everything.`] : []),
    ...(hold.problem === null ? [] : [`A provider was not compared: ${hold.problem}`]),
  ];
}

/** What people have of which nothing is left here, a line each: their staff are told before they send it again. */
export function describeGone(gone: readonly Gone[]): string[] {
  if (gone.length === 0) return [];
  return [
    "Sent after the backup, and gone here (tell the staff before they send it again):",
    ...gone.map(
      ({ organisation, channel, purpose, words, messages, from, until }) =>
        `  ${organisation}: ${channel === "sms" ? "a text" : `${(purpose ?? "mail").replaceAll("_", " ")} by email`}, ${count(messages, "receiver")}, ${spanOf(from, until)}${words === null ? "" : `: “${words}”`}`,
    ),
  ];
}

const spanOf = (from: Date, until: Date) =>
  from.getTime() === until.getTime() ? from.toISOString() : `${from.toISOString()} to ${until.toISOString()}`;
const dueAt = (lostUntil: Date) => new Date(lostUntil.getTime() + DEFAULT_TIMINGS.absentAgainAfterMs);
const count = (n: number, noun: string) => `${n.toLocaleString("en-US")} ${noun}${n === 1 ? "" : "s"}`;
