import { parseArgs } from "node:util";
import type { Context } from "@packpost/core/context";
import { countCustomers } from "@packpost/core/customer/list/count-customers";
import { listCustomers } from "@packpost/core/customer/list/list-customers";
import { countCustomersSchema, listCustomersSchema } from "@packpost/core/customer/list/schemas";
import { countMails } from "@packpost/core/customer/mail/count-mails";
import { listCampaignMails } from "@packpost/core/customer/mail/list-campaign-mails";
import { listNotes } from "@packpost/core/customer/mail/list-notes";
import { getCustomer } from "@packpost/core/customer/page/get-customer";
import { getFamilyReach } from "@packpost/core/customer/reach/get-family-reach";
import { listFamilies } from "@packpost/core/customer/reach/list-families";
import { listFamiliesSchema, unreachableWays } from "@packpost/core/customer/reach/schemas";
import { countSilent } from "@packpost/core/customer/silence/count-silent";
import { initOrm, type Orm } from "@packpost/db/orm";
import { Client } from "pg";
import { startTestServices } from "../support/start-test-services.ts";
import { type BenchAudience, createAudience } from "./audience/create-audience.ts";
import { StopWatch } from "./audience/stop-watch.ts";
import { measureCombinations } from "./customers/measure-combinations.ts";
import { refuseMany } from "./customers/refuse-many.ts";

/**
 * `npm run bench -- customers [--n 100000] [--numbers 2] [--few] [--combinations] [--json]`: the list of customers, its searches, families
 * by how they can be reached, who falls silent and one person's page in an organisation of this size, of whom so many in three have a phone number (0 to 3), against a durable PostgreSQL of its own.
 * Some twentieths are refused mail or texts, all at the beginning of the alphabet (`--few`: hardly anybody). A page must be there in 100 ms.
 * `--combinations`: each combination of the list's filters and orders too, some minutes.
 */
const { values } = parseArgs({
  options: {
    n: { type: "string", default: "100000" },
    numbers: { type: "string", default: "2" },
    few: { type: "boolean", default: false },
    combinations: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});
const people = Number(values.n);
const say = (line: string): void => (values.json ? console.error(line) : console.log(line));

const filters = (passId: string): [string, object][] => [
  ["everybody", {}],
  ["everybody, from Z", { order: "desc" }],
  ...["subscribed", "unsubscribed", "blocked", "no_address"].map((email): [string, object] => [
    `email ${email}`,
    { email },
  ]),
  ...["on", "unsubscribed", "blocked", "no_number"].map((text): [string, object] => [
    `texts ${text}`,
    { text },
  ]),
  ["holds the pass", { passId }],
  ...["now", "in_30", "in_90"].map((silence): [string, object] => [`silent ${silence}`, { silence }]),
  ["holds the pass, unsubscribed", { passId, email: "unsubscribed" }],
  ["search: one person", { search: `person${people - 3}` }],
  ["search: a slip", { search: "Persom77" }],
  ["search: a pet that every fifth has", { search: "biscuit" }],
  ["search: two common words", { search: "gus biscuit" }],
  ["search: two letters", { search: "zq" }],
  ["search: everybody's host, blocked", { search: "large.example", email: "blocked" }],
];

async function measure(watch: StopWatch, { ctx, large }: BenchAudience): Promise<void> {
  for (const [what, filter] of filters(large.passId)) {
    const input = listCustomersSchema.parse({ ...filter, pageSize: 50 });
    await watch.read(
      what,
      () => listCustomers({ ctx, input }),
      (page) => `${page.customers.length} people`,
    );
  }
  for (const [what, filter] of filters(large.passId)) {
    if (what.startsWith("search")) continue;
    await watch.read(
      `how many: ${what}`,
      () => countCustomers({ ctx, input: countCustomersSchema.parse(filter) }),
      ({ count, isMore }) => `${count}${isMore ? " or more" : ""}`,
    );
  }
  const { customers } = await listCustomers({ ctx, input: listCustomersSchema.parse({ pageSize: 50 }) });
  const customerId = customers.at(-1)?.id ?? "";
  const page = { customerId, cursor: null, pageSize: 50 };
  await watch.read("page: person and family", () => getCustomer({ ctx, input: { customerId } }));
  await watch.read("page: how the household is reached", () =>
    getFamilyReach({ ctx, input: { customerId } }),
  );
  await watch.read("page: counts of mails", () => countMails({ ctx, input: { customerId } }));
  await watch.read("page: campaign mails", () => listCampaignMails({ ctx, input: page }));
  await watch.read("page: connection notes", () => listNotes({ ctx, input: page }));
}

async function measureFamilies(watch: StopWatch, ctx: Context): Promise<void> {
  for (const without of [null, ...unreachableWays]) {
    const list = (cursor: string | null) =>
      listFamilies({ ctx, input: listFamiliesSchema.parse({ without, cursor, pageSize: 50 }) });
    const words = without === null ? "families" : `families without ${without}`;
    const { nextCursor } = await watch.read(
      words,
      () => list(null),
      (page) => `${page.families.length} families`,
    );
    if (nextCursor !== null) await watch.read(`${words}, the next page`, () => list(nextCursor));
  }
  const search = (words: string) =>
    watch.read(`families: search ${words}`, () =>
      listFamilies({ ctx, input: listFamiliesSchema.parse({ search: words, pageSize: 50 }) }),
    );
  await search(`person${people - 3}`);
  await search("biscuit");
  await watch.read(
    "who falls silent, counted",
    () => countSilent({ ctx }),
    ({ in30, in90 }) => `${in30} in 30 days, ${in90} in 90`,
  );
}

/** So many in three get a number, each their own. */
async function giveNumbers(ownerUrl: string, inThree: number): Promise<void> {
  const client = new Client(ownerUrl);
  await client.connect();
  await client.query("update customer set phone = '+1' || (2020000000 + number) where number % 3 < $1", [
    inThree,
  ]);
  await client.query("vacuum analyze customer");
  await client.end();
}

const started = await startTestServices(["db"], { durable: true });
if (started === null) throw new Error("no database");
const { templateAppUrl, templateOwnerUrl } = started.services;
const orm: Orm = await initOrm({ url: templateAppUrl });
try {
  const audience = await createAudience(orm, { customers: people, ownerUrl: templateOwnerUrl });
  await giveNumbers(templateOwnerUrl, Number(values.numbers));
  say(`${people} customers in ${audience.large.seconds.toFixed(1)} s`);
  const refused = values.few ? {} : await refuseMany(templateOwnerUrl);
  say(`refused, in ms: ${JSON.stringify(refused)}`);
  const watch = new StopWatch(say);
  await measure(watch, audience);
  await measureFamilies(watch, audience.ctx);
  const combinations = values.combinations
    ? await measureCombinations(audience.ctx, audience.large.passId, say)
    : undefined;
  if (combinations !== undefined) say(JSON.stringify(combinations, null, 2));
  const ms = Object.fromEntries(watch.timings.map((timing) => [timing.what, timing.ms]));
  console.log(JSON.stringify({ bench: "customers", n: people, ms, combinations }));
} finally {
  await orm.close(true);
  await started.stop();
}
