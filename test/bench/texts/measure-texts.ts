import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { openThread } from "@packpost/core/conversation/open-thread";
import { postMessage } from "@packpost/core/conversation/post-message";
import { createWorkflows } from "@packpost/core/workflows";
import { organisationIdFrom } from "@packpost/db/organisation-id";
import type { Orm } from "@packpost/db/orm";
import { createWorkflowCalls } from "@packpost/workflows/client";
import type { Client } from "@temporalio/client";
import type pg from "pg";
import { silent, staffContext } from "../../support/contexts.ts";
import type { Sink } from "../campaign/start-sink.ts";
import { readTimeline } from "./read-timeline.ts";

/** Four texts a second, as in a very busy hour. */
const PAUSE_MS = 250;

/** How long texts of conversations take to the provider. */
export interface TextTimes {
  readonly texts: number;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly maxMs: number | null;
}

/** What texts are posted and measured with. */
export interface TextBench {
  readonly orm: Orm;
  readonly owner: pg.Pool;
  readonly client: Client;
  readonly sink: Sink;
  readonly say: (line: string) => void;
}

/** Somebody with a number that may be texted. */
interface Textable {
  readonly id: string;
  readonly family_id: string;
  readonly organisation_id: string;
  readonly staff: string;
}

/** People of Riverside with a number that may be texted. @param most so many of them */
export async function textable({ owner }: TextBench, most: number): Promise<Textable[]> {
  const { rows } = await owner.query<Textable>(
    `select customer.id, family_id, customer.organisation_id, (select id from staff_member where organisation_id = customer.organisation_id and role = 'owner') as staff
     from customer join texting on texting.organisation_id = customer.organisation_id
     where phone is not null and not exists (select from phone_number known where known.number = customer.phone and (opted_out_at is not null or state = 'not_textable'))
       and not exists (select from preference where customer_id = customer.id and channel = 'text') order by customer.id limit $1`,
    [most],
  );
  return rows;
}

/**
 * Texts each of some people once, for as long as something goes on, and looks how soon the provider had each.
 * @param input.name stands in the words of the texts: no other measuring may have it
 */
export async function measureTexts(
  bench: TextBench,
  input: { name: string; people: readonly Textable[]; goesOn: () => Promise<boolean> },
): Promise<TextTimes> {
  const { name, people, goesOn } = input;
  const { orm, client, say } = bench;
  const posted = new Map<string, number>();
  for (const { id: customerId, family_id: familyId, organisation_id, staff } of people) {
    if (!(await goesOn())) break;
    const tenant = { orm, organisationId: organisationIdFrom(organisation_id) };
    const { organisationId } = tenant;
    const workflows = createWorkflows({ organisationId, calls: createWorkflowCalls(client), log: silent });
    const ctx = { ...staffContext(tenant, staff), workflows };
    const threadId = await openThread({ ctx, input: { familyId } });
    const body = `Bench ${name} ${randomUUID()}`;
    posted.set(body, Date.now());
    const text = { customerId };
    await postMessage({
      ctx,
      input: { threadId, entryId: randomUUID(), body, attachmentIds: [], seenNumber: null, text },
    });
    await delay(PAUSE_MS);
  }
  const taken = await takenAt(bench, posted);
  const sorted = [...posted]
    .flatMap(([body, at]) => {
      const takenMs = taken.get(body);
      return takenMs === undefined ? [] : [takenMs - at];
    })
    .toSorted((one, other) => one - other);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null;
  const result = { texts: sorted.length, p50Ms: at(0.5), p95Ms: at(0.95), maxMs: sorted.at(-1) ?? null };
  say(`${name}: ${JSON.stringify(result)}`);
  await sayTimelines(bench, posted, taken);
  return result;
}

/** Of the text in the middle, of the slow one at 95 % and of the slowest: where their time went. */
async function sayTimelines(
  { owner, client, say }: TextBench,
  posted: Map<string, number>,
  taken: Map<string, number>,
): Promise<void> {
  const { rows } = await owner.query<{ id: string; text: string; created_at: Date; claimed_at: Date }>(
    "select id, text, created_at, claimed_at from delivery where text = any ($1) and claimed_at is not null",
    [[...posted.keys()]],
  );
  const timed = rows
    .map(({ id: deliveryId, text, created_at: createdAt, claimed_at: claimedAt }) => {
      const [postedAt = 0, takenAt = 0] = [posted.get(text), taken.get(text)];
      return { deliveryId, postedAt, createdAt, claimedAt, takenAt };
    })
    .toSorted((one, other) => one.takenAt - one.postedAt - (other.takenAt - other.postedAt));
  for (const share of [0.5, 0.95, 1]) {
    const text = timed[Math.min(timed.length - 1, Math.floor(timed.length * share))];
    if (text) say(`  at ${share * 100} %: ${JSON.stringify(await readTimeline(client, text))}`);
  }
}

/** When the provider took each text, by its words and its own clock, which is this machine's. */
async function takenAt({ sink }: TextBench, posted: Map<string, number>): Promise<Map<string, number>> {
  for (let waited = 0; ; waited++) {
    const found = new Map((await sink.texts()).map(({ body, at }) => [body, at]));
    if (waited === 100 || [...posted.keys()].every((body) => found.has(body))) return found;
    await delay(100);
  }
}
