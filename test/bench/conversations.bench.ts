import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { initOrm } from "@packpost/db/orm";
import { createWorkflowCalls } from "@packpost/workflows/client";
import { connectTemporal } from "@packpost/workflows/connect-temporal";
import pg from "pg";
import { createStepRunner } from "../../scripts/console/step.ts";
import { anyPorts } from "../../scripts/environment/ports.ts";
import { noExternalServices } from "../../scripts/environment/read-external-services.ts";
import { registerSimulatorServers } from "../../scripts/environment/register-simulator-servers.ts";
import { startEnvironment } from "../../scripts/environment/start-environment.ts";
import { measureConnections } from "./conversations/measure-connections.ts";
import { measureInbox, measureSchedule } from "./conversations/measure-inbox.ts";
import { measureMail } from "./conversations/measure-mail.ts";
import { measureFamilySearch, measureMessageSearch } from "./conversations/measure-search.ts";
import { measureVisible, postSteadily } from "./conversations/measure-visible.ts";
import { Score } from "./conversations/score.ts";
import { type BenchThreads, seedThreads } from "./conversations/seed-threads.ts";
import { StaffBrowser } from "./conversations/staff-browser.ts";

/**
 * `npm run bench -- conversations [--n 200000] [--entries 600000] [--customers 300000] [--posts 60] [--listeners 500] [--pending 1800]
 * [--seconds 30] [--parts live,inbox,search,visible,mail] [--json]`: the messages tab of an organisation with that many threads, what it takes for
 * a message to stand in another browser, open live connections, and how late unread messages are mailed; each beside what it must be.
 * `--customers 1000000 --entries 5000000` is the size of the musts of search. Against a durable PostgreSQL; the last line is JSON.
 */
const { values } = parseArgs({
  options: {
    n: { type: "string", default: "200000" },
    entries: { type: "string", default: "600000" },
    customers: { type: "string", default: "300000" },
    posts: { type: "string", default: "60" },
    listeners: { type: "string", default: "500" },
    pending: { type: "string", default: "1800" },
    seconds: { type: "string", default: "30" },
    parts: { type: "string", default: "live,inbox,search,visible,mail" },
    json: { type: "boolean", default: false },
  },
});
const [threads, posts, listeners] = [Number(values.n), Number(values.posts), Number(values.listeners)];
const parts = new Set(values.parts.split(","));
/** Families that no other part touches, from this one on. */
const place = { shown: 1, busy: 101, mailed: 2_001 };
/** Ten a second is a very busy day; a hundred shows where it ends. */
const loads = [
  { perSecond: 10, mostMs: 150 },
  { perSecond: 100, mostMs: undefined },
] as const;
const LOADED_FAMILIES = 1_000;
/** Fewer than one staff member, and than an organisation's all, may open. */
const [ofOne, ofOrganisation] = [38, 380];
const say = (line: string): void => (values.json ? console.error(line) : console.log(line));
const score = new Score(say);
const dataDirectory = await mkdtemp(join(tmpdir(), "packpost-bench-"));

const environment = await startEnvironment({
  dataDirectory,
  headless: true,
  throwaway: false,
  ports: anyPorts,
  external: noExternalServices,
  seed: false,
  programs: ["simulator", "api", "web", "worker"],
  step: createStepRunner(say),
  report: say,
});
process.env.TEMPORAL_ADDRESS = environment.temporalAddress;
const { databaseOwnerUrl: ownerUrl, simulatorUrl, webUrl } = environment;
if (webUrl === null || simulatorUrl === null) throw new Error("no web app, or no simulator");
const orm = await initOrm({ url: environment.databaseUrl });
const owner = new pg.Pool({ connectionString: ownerUrl, max: 2 });
const client = connectTemporal();
const calls = createWorkflowCalls(client);
const closing = new AbortController();
try {
  const sizes = { threads, entries: Number(values.entries), customers: Number(values.customers) };
  const seeded = await seedThreads({ orm, ownerUrl, ...sizes, searched: parts.has("search") });
  say(`${JSON.stringify(sizes)} in ${seeded.seconds.toFixed(1)} s`);
  const apiUrl = environment.apiUrl;
  const { webhookPassword } = environment.secrets;
  await registerSimulatorServers({ simulatorUrl, apiUrl, webUrl, ownerUrl, webhookPassword });
  const browsers = await Promise.all(
    seeded.staff.map((staff) => StaffBrowser.signIn(webUrl, staff, seeded.password)),
  );
  const [first, , second] = browsers;
  const [last, basic] = browsers.slice(-2);
  if (!first || !second || !last || !basic) throw new Error("no staff");

  if (parts.has("live")) {
    const others = await seedThreads({ orm, ownerUrl, threads: 2_000, entries: 4_000, customers: 3_000 });
    const open = [seeded, others].flatMap((of, at) =>
      connectionsOf(of, at === 0 ? ofOrganisation : listeners),
    );
    const signedIn = new Map(browsers.map((browser) => [browser.staff.id, browser]));
    const connections = [];
    for (const { staff, topics } of open.slice(0, listeners)) {
      const browser = signedIn.get(staff.id) ?? (await StaffBrowser.signIn(webUrl, staff, others.password));
      signedIn.set(staff.id, browser);
      connections.push({ browser, topics });
    }
    await measureConnections(score, connections, closing.signal);
    closing.abort();
  }
  if (parts.has("inbox")) {
    await measureInbox(score, seeded, [
      { name: "an owner", browser: first },
      { name: "a senior with 5,000 unread", browser: second },
      { name: "a senior with all unread", browser: last },
    ]);
    await measureSchedule(score, seeded, basic);
  }
  if (parts.has("search")) {
    await measureFamilySearch(score, first, sizes.customers);
    await measureMessageSearch(score, { tab: first, basic }, seeded.entries);
  }
  if (parts.has("visible")) {
    const between = { writer: second, reader: first, posts };
    const shown = { ...between, organisationId: seeded.organisationId };
    const threadOf = (n: number) => ({ ...shown, threadId: seeded.idOf("thread", place.shown + n) });
    await measureVisible(score, "message → visible in another browser, at rest", threadOf(20), 150);
    for (const [index, { perSecond, mostMs }] of loads.entries()) {
      const stop = new AbortController();
      const load = {
        orm,
        seeded,
        browsers: browsers.slice(2, -1),
        calls,
        from: place.busy,
        signal: stop.signal,
      };
      const posting = postSteadily({ ...load, perSecond, families: LOADED_FAMILIES });
      const what = `the same while ${perSecond} messages a second go in`;
      await measureVisible(score, what, threadOf(21 + index), mostMs);
      stop.abort();
      score.add({ what: "messages that went in meanwhile", measured: await posting, unit: "per second" });
    }
  }
  if (parts.has("mail")) {
    const pending = Number(values.pending);
    const seconds = Number(values.seconds);
    await measureMail({
      score,
      owner,
      seeded,
      calls,
      simulatorUrl,
      pending,
      seconds,
      from: place.mailed,
      say,
    });
  }
  console.log(JSON.stringify({ bench: "conversations", ...sizes, listeners, figures: score.figures }));
} finally {
  closing.abort();
  await client.connection.close();
  await owner.end();
  await orm.close();
  await environment.stop();
  await rm(dataDirectory, { recursive: true, force: true });
}

/** Live connections of an organisation's staff, each with an inbox, what is unread, and a thread of its own. */
function connectionsOf({ staff, idOf, organisationId }: BenchThreads, most: number) {
  return staff
    .filter(({ role }) => role !== "basic")
    .flatMap((one, at) =>
      Array.from({ length: ofOne }, (_, n) => ({
        staff: one,
        topics: [
          { kind: "thread", id: idOf("thread", 1 + at * ofOne + n) },
          { kind: "inbox", id: organisationId },
          { kind: "unread", id: one.id },
        ] as const,
      })),
    )
    .slice(0, most);
}
