import { parseArgs } from "node:util";
import { previewAlert } from "@packpost/core/alert/preview-alert";
import type { AlertRange } from "@packpost/core/alert/range/resolve-range";
import { checkInvariants } from "@packpost/core/invariants/check-invariants";
import { organisationIdFrom } from "@packpost/db/organisation-id";
import { seedVisits } from "../support/seed-visits.ts";
import { alertEnded, contextOf, historiesOf, startAlert } from "./alerts/run-alert.ts";
import { Score } from "./conversations/score.ts";
import { readMemoryMb } from "./profile/read-memory.ts";
import { measureTexts, textable } from "./texts/measure-texts.ts";
import { openBench } from "./texts/open-bench.ts";

/**
 * `npm run bench -- alerts [--n 10000] [--visits 1000000] [--families 300000] [--parts preview,pace,conversation,drain] [--json]`: how long the count of
 * an alert's recipients takes among so many visits; how exactly texts keep their pace at the provider; what texts of conversations take
 * while an alert drains, at the fastest pace that settings allow and at none; and an alert of n people at no pace: histories, the worker's memory.
 * Each beside what it must be. Against a durable PostgreSQL and a real Temporal server; the last line is JSON.
 */
const { values } = parseArgs({
  options: {
    n: { type: "string", default: "10000" },
    visits: { type: "string", default: "1000000" },
    families: { type: "string", default: "300000" },
    texts: { type: "string", default: "100" },
    parts: { type: "string", default: "preview,pace,conversation,drain" },
    json: { type: "boolean", default: false },
  },
});
const [n, visits, families, texts] = [values.n, values.visits, values.families, values.texts].map(Number) as [
  number,
  number,
  number,
  number,
];
const parts = new Set(values.parts.split(","));
const say = (line: string): void => (values.json ? console.error(line) : console.log(line));
const score = new Score(say);
const { sink, ownerUrl, orm, owner, client, close } = await openBench({ say, throwaway: false });
try {
  if (parts.has("pace")) for (const msPerText of [200, 1_000]) await measurePace(msPerText);
  if (parts.has("conversation")) await measureConversation();
  const drained = parts.has("drain") ? await measureDrain() : {};
  if (parts.has("preview")) await measurePreview();
  console.log(JSON.stringify({ bench: "alerts", n, visits, families, ...drained, figures: score.figures }));
} finally {
  await close();
}

/** From one text to the next, start to start at the provider, against the pace. */
async function measurePace(msPerText: number): Promise<void> {
  const people = Math.min(100, Math.ceil(60_000 / msPerText));
  const bench = await seedVisits({ orm, ownerUrl, families: people, msPerText });
  const ctx = contextOf(orm, client, bench);
  const { alertId, body } = await startAlert(ctx);
  await alertEnded(ctx, alertId, 300);
  const at = (await sink.texts())
    .flatMap((text) => (text.body === body ? [text.at] : []))
    .toSorted((a, b) => a - b);
  const errors = at.slice(1).map((ms, place) => Math.abs(ms - (at[place] ?? 0) - msPerText));
  score.addTimes(`one text every ${msPerText} ms, error of ${errors.length} gaps`, errors, 250);
  const whole = ((at.at(-1) ?? 0) - (at[0] ?? 0)) / (at.length - 1);
  score.add({ what: `the same, from text to text on average`, measured: whole, unit: "ms" });
}

/** Texts of conversations of the same number while an alert of it drains, against those at rest before. */
async function measureConversation(): Promise<void> {
  const bench = { orm, owner, client, sink, say };
  const people = await textable(bench, texts);
  const [first] = people;
  if (first === undefined) throw new Error("nobody may be texted");
  const idle = await measureTexts(bench, { name: "at rest", people, goesOn: async () => true });
  score.add({
    what: "text of a conversation → provider at rest, p95",
    measured: idle.p95Ms ?? Number.NaN,
    unit: "ms",
  });
  for (const msPerText of [1_000, 1]) {
    const into = { organisationId: organisationIdFrom(first.organisation_id), ownerId: first.staff };
    const ctx = contextOf(orm, client, await seedVisits({ orm, ownerUrl, families: 5_000, msPerText, into }));
    const { alertId, body } = await startAlert(ctx);
    const begun = async () => (await sink.texts()).filter((text) => text.body === body).length;
    for (let waited = 0; (await begun()) === 0 && waited < 300; waited++)
      await new Promise((go) => setTimeout(go, 100));
    const before = await begun();
    const name = `while an alert drains at ${msPerText} ms`;
    const startedAt = Date.now();
    const busy = await measureTexts(bench, { name, people, goesOn: async () => true });
    const perSecond = ((await begun()) - before) / ((Date.now() - startedAt) / 1_000);
    await owner.query("update broadcast set status = 'cancelled', finished_at = now() where id = $1", [
      alertId,
    ]);
    const over = (busy.p95Ms ?? Number.NaN) - (idle.p95Ms ?? 0);
    const note = `p95 ${busy.p95Ms} ms, ${perSecond.toFixed(1)} texts of the alert a second`;
    score.add({ what: `the same ${name}, p95 above rest`, measured: over, unit: "ms", must: 150, note });
  }
}

/** An alert of n people, and one of a tenth of them before, as fast as they go. */
async function measureDrain() {
  const memory: number[] = [];
  let last = {};
  for (const people of [n / 10, n]) {
    const bench = await seedVisits({ orm, ownerUrl, families: people, msPerText: 1 });
    const ctx = contextOf(orm, client, bench);
    const startedAt = Date.now();
    const { alertId, body } = await startAlert(ctx);
    const samples: number[] = [];
    const watch = setInterval(() => samples.push(readMemoryMb("worker")), 1_000);
    await alertEnded(ctx, alertId, 60 + people / 5);
    clearInterval(watch);
    const most = Math.max(...samples);
    const at = (share: number) => Math.round(samples[Math.floor((samples.length - 1) * share)] ?? 0);
    const seconds = (Date.now() - startedAt) / 1_000;
    const texted = (await sink.texts()).filter((text) => text.body === body).map(({ to }) => to);
    if (texted.length !== people || new Set(texted).size !== people)
      throw new Error(`${texted.length} texts to ${new Set(texted).size} of ${people}`);
    const broken = await checkInvariants({ ctx, input: {} });
    if (broken.length > 0) throw new Error(`invariants are broken: ${JSON.stringify(broken)}`);
    const histories = await historiesOf(client, bench, alertId);
    memory.push(most);
    last = {
      seconds,
      perSecond: Number((people / seconds).toFixed(1)),
      ...histories,
      workerRssMb: Math.round(most),
      workerRssMbAtStart: at(0),
      workerRssMbInTheMiddle: at(0.5),
      workerRssMbAtTheEnd: at(1),
    };
    say(`${people} people: ${JSON.stringify(last)}`);
  }
  const [small = 0, large = 0] = memory;
  score.add({
    what: `worker's memory at ${n} ÷ at ${n / 10}`,
    measured: (large / small) * 100,
    unit: "%",
    must: 120,
  });
  return last;
}

/** Counting whom an alert would reach, as its dialog asks while a range is chosen. */
async function measurePreview(): Promise<void> {
  const startedAt = performance.now();
  const bench = await seedVisits({ orm, ownerUrl, families, visits });
  say(`${visits} visits in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`);
  const ctx = contextOf(orm, client, bench);
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const ranges: Record<string, AlertRange> = {
    "the rest of today": { kind: "rest_of_today" },
    tomorrow: { kind: "tomorrow" },
    "the next 3 days": { kind: "next_days", days: 3 },
    "the next 7 days": { kind: "next_days", days: 7 },
    "7 days in three months": {
      ...{ kind: "custom", from: { date: day(90), time: "00:00" }, until: { date: day(97), time: "00:00" } },
    },
  };
  for (const [name, range] of Object.entries(ranges)) {
    const times: number[] = [];
    let people = 0;
    for (let round = 0; round < 40; round++) {
      const from = performance.now();
      const counted = await previewAlert({ ctx, input: { range } });
      times.push(performance.now() - from);
      people = counted.outcome === "counted" ? counted.people : 0;
    }
    score.addTimes(`count among ${visits} visits: ${name}, ${people} people`, times, 100);
  }
}
