import { randomUUID } from "node:crypto";
import type { SubjectKind } from "@packpost/core/provider-event/event-subject";
import { matchLateEvents } from "@packpost/core/provider-event/match-late-events";
import { recordEvents } from "@packpost/core/provider-event/record-events";
import type { EmailEvent, EmailEventKind } from "@packpost/providers/email-event";
import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { createDraft } from "../support/create-campaign.ts";
import { createFamily, createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

/** A recipient and a delivery say the same once the provider has said the same of them. */
const database = openTestDatabase();
const began = Date.parse("2026-03-01T12:00:00Z");

let organisation: TestOrganisation;
let passId: string;
let campaignId: string;

beforeAll(async () => {
  organisation = await createTestOrganisation(database.orm);
  passId = await createPass(organisation);
  campaignId = await createDraft(organisation, { passId });
});

interface Sent {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly address: string;
  readonly customerId: string;
}

/** A mail to a customer of its own that went out, and of which nothing has come back: by then the claim is open. */
async function send(kind: SubjectKind): Promise<Sent> {
  const address = `${randomUUID()}@inbox.example`;
  const { customerIds } = await createFamily(organisation, { passId, people: [{ email: address }] });
  const [id, customerId = ""] = [randomUUID(), ...customerIds];
  const values = [organisation.organisationId, id, campaignId, customerId, address];
  if (kind === "recipient")
    await database.owner.query(
      `with call as (insert into attempt (organisation_id, broadcast_id, call_until, recipients) values ($1, $3, now(), 1) returning id)
       insert into recipient (organisation_id, id, broadcast_id, customer_id, email_key, email, slice, claimed_at, attempt_id)
       select $1, $2, $3, $4, $5, $5, 0, now(), id from call`,
      values,
    );
  else
    await database.owner.query(
      `insert into delivery (organisation_id, id, campaign_id, customer_id, address, purpose, request_id, from_mailbox, subject, html, text, calls, claimed_at, call_until)
       values ($1, $2, $3, $4, $5, 'preview', gen_random_uuid(), '{}', 's', 'h', 't', 1, now(), now())`,
      values,
    );
  return { kind, id, address, customerId };
}

type Said = { readonly kind: EmailEventKind; readonly at: number } & Partial<EmailEvent>;

const eventOf = ({ kind, at, ...more }: Said, about: Partial<EmailEvent>): EmailEvent => ({
  dedupeKey: randomUUID(),
  ...{ kind, providerKind: kind, occurredAt: new Date(began + at * 1_000), bot: false, suppresses: false },
  ...more,
  ...about,
});

const facts = [
  ...["delivered_at", "opened_at", "bot_opened_at", "clicked_at", "bot_clicked_at"],
  ...["soft_bounced_at", "hard_bounced_at", "unsubscribed_at", "complained_at"],
];

/** All that events leave behind, in seconds since the start. */
async function look({ kind, id, address, customerId }: Sent): Promise<unknown> {
  const seconds = (column: string) =>
    `extract(epoch from ${column} - '2026-03-01T12:00:00Z'::timestamptz)::float`;
  const acts = (table: string, more: string) =>
    `(select coalesce(jsonb_agg(jsonb_build_array(${seconds("at")}, bot, device${more}) order by at), '[]') from ${table} where ${kind}_id = row.id)`;
  const { rows } = await database.owner.query(
    `select status, provider_message, sent_at is not null as sent, ${facts.map((fact) => `${seconds(fact)} as ${fact}`).join(", ")},
       ${acts("opening", "")} as openings, ${acts("click", ", url")} as clicks,
       (select array_agg(reason order by reason) from suppression where organisation_id = $2 and value_key = $3 and lifted_at is null) as blocked,
       (select subscribed from mailbox_choice where organisation_id = $2 and email_key = $3) as mailbox,
       (select subscribed from preference where customer_id = $4 and channel = 'campaign') as person,
       (select count(*)::int from provider_event where ${kind}_id = row.id) as events
     from ${kind} row where id = $1`,
    [id, organisation.organisationId, address, customerId],
  );
  return rows[0];
}

const record = (events: readonly EmailEvent[]) =>
  recordEvents({
    ctx: organisation.asSystem,
    input: { events: events.map((event) => ({ event, payload: event })) },
  });

const iphone = { agent: { os: "iOS 18", client: "Apple Mail" } };
const link = { url: "https://riverside.example/a" };
const cases: Record<string, readonly Said[]> = {
  delivered: [{ kind: "delivered", at: 5, providerMessage: "250 OK" }],
  "opened by a person": [
    { kind: "delivered", at: 5 },
    { kind: "opened", at: 60, ...iphone },
  ],
  "opened by a bot, as it says": [{ kind: "opened", at: 60, bot: true }],
  "opened before anybody could read": [
    { kind: "opened", at: 6 },
    { kind: "delivered", at: 5 },
  ],
  "clicked by a person": [{ kind: "clicked", at: 90, ...link, ...iphone }],
  "clicked by a scanner, which opened too": [
    { kind: "opened", at: 90 },
    { kind: "clicked", at: 90, ...link },
    { kind: "clicked", at: 91, url: "https://riverside.example/b" },
  ],
  "soft bounced, then delivered": [
    { kind: "soft_bounced", at: 5, providerMessage: "Mailbox full" },
    { kind: "delivered", at: 50, providerMessage: "250 OK" },
  ],
  "bounced after a delivery": [
    { kind: "delivered", at: 5, providerMessage: "250 OK" },
    { kind: "hard_bounced", at: 9, providerMessage: "No such user", bounceKind: "policy", suppresses: true },
  ],
  "a bounce told before the delivery": [
    { kind: "hard_bounced", at: 9, providerMessage: "No such user", suppresses: true },
    { kind: "delivered", at: 5, providerMessage: "250 OK" },
  ],
  "complained after a click": [
    { kind: "clicked", at: 90, ...link },
    { kind: "complained", at: 95, providerMessage: "This is spam", suppresses: true },
  ],
  unsubscribed: [{ kind: "unsubscribed", at: 70, suppresses: true }],
  "a kind that nobody knows": [{ kind: "unknown", at: 3 }],
};

describe.each(Object.entries(cases))("C9 C11 C14 C18 %s", (_name, said) => {
  /** The same for each kind of subject, and the same twice, in one group or one by one, told again or late. */
  async function tell(kind: SubjectKind, how: "at once" | "one by one" | "late"): Promise<unknown> {
    const sent = await send(kind);
    const providerMessageId = randomUUID();
    if (how !== "late") {
      const events = said.map((one) => eventOf(one, { providerMessageId, recipientId: sent.id }));
      if (how === "at once") await record(events);
      else for (const event of [...events, ...events]) await record([event]);
      return look(sent);
    }
    // Without our id, and before the answer to the call was written.
    const events = said.map((one) => eventOf(one, { providerMessageId }));
    await record(events);
    await database.owner.query(`update ${kind} set provider_message_id = $2 where id = $1`, [
      sent.id,
      providerMessageId,
    ]);
    const read = (payload: unknown) => {
      const { dedupeKey } = z.object({ dedupeKey: z.string() }).parse(payload);
      return events.find((event) => event.dedupeKey === dedupeKey) ?? null;
    };
    expect(await matchLateEvents({ ctx: organisation.asSystem, input: { read } })).toBe(events.length);
    return look(sent);
  }

  it("says the same of a recipient and of a delivery, however and whenever it comes", async () => {
    const expected = await tell("recipient", "at once");
    for (const how of ["at once", "one by one", "late"] as const)
      for (const kind of ["recipient", "delivery"] as const)
        expect({ how, kind, is: await tell(kind, how) }).toEqual({ how, kind, is: expected });
  });
});
