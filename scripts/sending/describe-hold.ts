import type { HoldState } from "@packpost/core/restore/release-sending";

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
    `${count(found, "message")} found that the backup did not know to be sent; ${unplaced} of which nothing here is theirs.`,
    ...(hold.partial > 0 ? [`${count(hold.partial, "list")} of a provider did not show everything.`] : []),
    ...(hold.problem === null ? [] : [`A provider was not compared: ${hold.problem}`]),
  ];
}

const count = (n: number, noun: string) => `${n.toLocaleString("en-US")} ${noun}${n === 1 ? "" : "s"}`;
