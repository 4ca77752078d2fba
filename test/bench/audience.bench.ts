import { parseArgs } from "node:util";
import { initOrm } from "@packpost/db/orm";
import { startTestServices } from "../support/start-test-services.ts";
import { createAudience } from "./audience/create-audience.ts";
import { measureBlocked } from "./audience/measure-blocked.ts";
import { measureDraft } from "./audience/measure-draft.ts";
import { measureSent } from "./audience/measure-sent.ts";
import { StopWatch } from "./audience/stop-watch.ts";

/**
 * `npm run bench -- audience [--n 100000] [--json]`: what a person waits for in an organisation of this size, from
 * choosing the pass to reading the outcomes, against a durable PostgreSQL of its own with the product's settings. A million
 * people take about a quarter of an hour, most of it for making them.
 */
const { values } = parseArgs({
  options: { n: { type: "string", default: "100000" }, json: { type: "boolean", default: false } },
});
const people = Number(values.n);
const say = (line: string): void => (values.json ? console.error(line) : console.log(line));

const started = await startTestServices(["db"], { durable: true });
if (started === null) throw new Error("no database");
const { templateAppUrl, templateOwnerUrl } = started.services;
const orm = await initOrm({ url: templateAppUrl });
try {
  const audience = await createAudience(orm, { customers: people, ownerUrl: templateOwnerUrl });
  say(`${people} customers in ${audience.large.seconds.toFixed(1)} s`);
  const watch = new StopWatch(say);
  await measureDraft(watch, audience);
  await measureSent(watch, audience);
  await measureBlocked(watch, audience, templateOwnerUrl);
  const ms = Object.fromEntries(watch.timings.map((timing) => [timing.what, timing.ms]));
  console.log(JSON.stringify({ bench: "audience", n: people, ms }));
} finally {
  await orm.close(true);
  await started.stop();
}
