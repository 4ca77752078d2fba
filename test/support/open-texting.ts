import { randomUUID } from "node:crypto";
import { openThread } from "@packpost/core/conversation/open-thread";
import { postMessage } from "@packpost/core/conversation/post-message";
import { readEntries } from "@packpost/core/conversation/read-entries";
import { advanceDelivery } from "@packpost/core/delivery/advance-delivery";
import { textWebhookUrl } from "@packpost/core/texting/text-webhook-url";
import type { TestWorld } from "./open-world.ts";
import { quickTimings } from "./open-world.ts";
import { serveApi } from "./serve-api.ts";
import { waitUntil } from "./wait-until.ts";
import { createTestWorkerContext } from "./worker-context.ts";

export const ours = "+12025550100";

let next = 1_000;
/** A number that no other test has. */
export const newNumber = () => `+1202777${next++}`;

/**
 * An organisation with texting on, the api that the simulator reports to, and one family of Maria and Chidi, who have a number each.
 * Deliveries are moved forward by hand, as their workflow would.
 */
export async function openTexting(world: TestWorld) {
  const api = await serveApi(world.databaseUrl);
  const organisation = await world.organisation(2);
  const { ctx, token } = organisation;
  const { organisationId } = ctx;
  const { rows } = await world.owner.query(
    "insert into texting (organisation_id, number, enabled_at) values ($1, $2, now()) returning secret",
    [organisationId, ours],
  );
  const secret: string = rows[0]?.secret;
  const at = { apiUrl: api.url, organisationId, secret };
  await world.simulator.call("PUT", `/_servers/${token}`, {
    ...{ name: "Test", accountSid: `AC${organisationId.replaceAll("-", "")}` },
    smsWebhookUrl: textWebhookUrl(at, "inbound"),
  });
  const worker = createTestWorkerContext(world, organisation, undefined, api.url);

  /** A family whose people have these numbers. */
  const family = async (...people: { name: string; phone: string | null }[]) => {
    const familyId = randomUUID();
    await world.owner.query("insert into family (organisation_id, id, name) values ($1, $2, $3)", [
      ...[organisationId, familyId, `${people[0]?.name}’s`],
    ]);
    const ids: string[] = [];
    for (const [index, { name, phone }] of people.entries()) {
      const added = await world.owner.query(
        `insert into customer (organisation_id, number, family_id, contact, first_name, last_name, email, phone)
         select $1, coalesce(max(number), 0) + 1, $2, $3, $4, 'Okafor', $5, $6 from customer where organisation_id = $1 returning id`,
        [
          ...[organisationId, familyId, index === 0 ? "primary" : "secondary", name],
          ...[`${randomUUID()}@mail.example`, phone],
        ],
      );
      ids.push(added.rows[0].id);
    }
    const threadId = await openThread({ ctx, input: { familyId } });
    return { familyId, threadId, ids };
  };
  const maria = { name: "Maria", phone: newNumber() };
  const chidi = { name: "Chidi", phone: newNumber() };
  const home = await family(maria, chidi);
  const [mariaId = "", chidiId = ""] = home.ids;

  const post = (body: string, customerId: string | null = mariaId, threadId = home.threadId) =>
    postMessage({
      ctx,
      input: { threadId, entryId: randomUUID(), body, seenNumber: null, text: { customerId } },
    });
  const deliveries = async () =>
    (
      await world.owner.query(
        `select id, status, provider_message as words, address, calls, provider_message_id as sid, past_provider_message_ids as past, from_number as "from"
         from delivery where organisation_id = $1 and channel = 'sms' order by created_at, id`,
        [organisationId],
      )
    ).rows;
  const advance = (deliveryId: string) =>
    advanceDelivery({ ctx: worker, input: { deliveryId, timings: quickTimings } });
  /** Posts it as a text and has it sent. */
  const send = async (body: string, customerId: string | null = mariaId, threadId = home.threadId) => {
    await post(body, customerId, threadId);
    const { id } = (await deliveries()).at(-1);
    await advance(id);
    return String(id);
  };
  const status = async (id: string, wanted: string) =>
    waitUntil(`the text to be ${wanted}`, async () => {
      const row = (await deliveries()).find((delivery) => delivery.id === id);
      return row?.status === wanted ? row : undefined;
    });
  const entries = async (threadId = home.threadId) =>
    (await readEntries({ ctx, input: { threadId, pageSize: 200 } })).entries;
  const numberOf = async (number: string) =>
    (
      await world.owner.query(
        `select state, provider_message as words, opted_out_at is not null as "optedOut", opted_out_by as by, held_at is not null as held
         from phone_number where organisation_id = $1 and number = $2`,
        [organisationId, number],
      )
    ).rows[0];
  return {
    ...{ api, organisation, ctx, worker, secret, at, home, maria, chidi, mariaId, chidiId },
    ...{ family, post, send, advance, deliveries, status, entries, numberOf },
    /** What somebody texts, from Maria's phone unless told otherwise. */
    text: (body: string, more: object = {}) =>
      world.simulator.call("POST", "/_act", {
        ...{ action: "text", token, from: maria.phone, to: ours, body },
        ...more,
      }),
    knobs: (set: object) => world.simulator.call("PUT", "/_faults", { tokens: { [token]: set } }),
    accepted: async () => (await world.ledger(token)).accepted,
    [Symbol.asyncDispose]: () => api.close(),
  };
}
