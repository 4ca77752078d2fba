import { purgeOldReviews } from "@packpost/core/audience/review/purge-old-reviews";
import { cancelRest } from "@packpost/core/broadcast/cancel-rest";
import { checkSendHealth } from "@packpost/core/broadcast/check-send-health";
import { finishBroadcast } from "@packpost/core/broadcast/finish-broadcast";
import { nextStep } from "@packpost/core/broadcast/next-step";
import { reconcileClaims } from "@packpost/core/broadcast/reconcile-claims";
import { reconcileUnconfirmed } from "@packpost/core/broadcast/reconcile-unconfirmed";
import { reportUnconfirmed } from "@packpost/core/broadcast/report-unconfirmed";
import { createCampaign } from "@packpost/core/campaign/draft/create-campaign";
import { purgeEmptyDrafts } from "@packpost/core/campaign/draft/purge-empty-drafts";
import type { WorkerContext } from "@packpost/core/context";
import { reconcileUnconfirmedDeliveries } from "@packpost/core/delivery/reconcile-unconfirmed-deliveries";
import { compactScatteredTallies } from "@packpost/core/provider-event/compact-scattered-tallies";
import { explainDrops } from "@packpost/core/provider-event/explain-drops";
import { matchLateEvents } from "@packpost/core/provider-event/match-late-events";
import { purgeOldEvents } from "@packpost/core/provider-event/purge-old-events";
import { type IncomingEvent, recordEvents } from "@packpost/core/provider-event/record-events";
import { broadcastsWithWork } from "@packpost/core/sweep/broadcasts-with-work";
import { deliveriesWithWork } from "@packpost/core/sweep/deliveries-with-work";
import { organisationsWithDrops } from "@packpost/core/sweep/organisations-with-drops";
import { type LargeOrganisation, seedLarge } from "@packpost/db/seed/seed-large";
import { DEFAULT_TIMINGS } from "@packpost/workflows/campaign/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProviderChoice } from "../../apps/worker/src/choose-provider.ts";
import { createWorkerContext } from "../../apps/worker/src/worker-context.ts";
import { appUrl, quietCalls, silent, staffContext } from "../support/contexts.ts";
import { ReadCounter } from "../support/count-rows-read.ts";
import { memoryStorage } from "../support/memory-storage.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

/**
 * What runs every minute or for every group of events touches what there is to do, not what there is: whatever the
 * statistics hold, of before or after the other kind of rows came. Rows are counted, so that a slow machine proves nothing.
 */
const many = 20_000;
const few = 1_000;
/** A statement that has turned round reads the many. */
const most = 15 * few;

const tables = [
  "recipient",
  "attempt",
  "provider_event",
  "delivery",
  "broadcast",
  "campaign",
  "broadcast_tally",
  "campaign_review",
];

interface Here {
  readonly ctx: WorkerContext;
  /** Finished long ago: nobody of it is waiting for anything. */
  readonly finished: string;
  /** Being sent: everybody of it is in some state that somebody looks for. */
  readonly sending: string;
  /** The same, cancelled. */
  readonly cancelled: string;
  readonly one: string;
  readonly oneOfMany: string;
}

/** Whatever runs again and again, by the name of its file. */
const periodic: Record<string, (here: Here) => Promise<unknown>> = {
  "broadcasts-with-work": ({ ctx }) => broadcastsWithWork(ctx.orm),
  "mails-with-work": ({ ctx }) => deliveriesWithWork(ctx.orm),
  "organisations-with-drops": ({ ctx }) => organisationsWithDrops(ctx.orm),
  "next-step": async ({ ctx, finished, sending, cancelled }) => {
    for (const campaignId of [finished, sending, cancelled])
      await nextStep({ ctx, input: { broadcastId: campaignId, timings: DEFAULT_TIMINGS } });
  },
  "record-events of nobody": ({ ctx }) =>
    recordEvents({ ctx, input: { mostUnmatched: few / 2, events: [eventOf(crypto.randomUUID())] } }),
  "record-events of somebody": ({ ctx, one }) => recordEvents({ ctx, input: { events: [eventOf(one)] } }),
  "pause-on-trouble": ({ ctx, one }) =>
    checkSendHealth({ ctx, input: { recipientIds: [one], spamContentIds: [] } }),
  "pause-on-trouble of the many": ({ ctx, oneOfMany }) =>
    checkSendHealth({ ctx, input: { recipientIds: [oneOfMany], spamContentIds: [oneOfMany] } }),
  "fold-scattered-tallies": ({ ctx, one }) =>
    compactScatteredTallies({ ctx, input: { recipientIds: [one] } }),
  "tell-unconfirmed": async ({ ctx, finished, sending }) => {
    for (const campaignId of [finished, sending])
      await reportUnconfirmed({ ctx, input: { broadcastId: campaignId } });
  },
  "settle-claims": async ({ ctx, finished, sending }) => {
    for (const campaignId of [finished, sending])
      await reconcileClaims({ ctx, input: { broadcastId: campaignId, timings: DEFAULT_TIMINGS } });
  },
  "settle-unconfirmed": ({ ctx }) => reconcileUnconfirmed({ ctx, input: { timings: DEFAULT_TIMINGS } }),
  "settle-unconfirmed-mails": ({ ctx }) =>
    reconcileUnconfirmedDeliveries({ ctx, input: { timings: DEFAULT_TIMINGS } }),
  "match-late-events": ({ ctx }) => matchLateEvents({ ctx, input: { read: () => null } }),
  "purge-old-events": ({ ctx }) => purgeOldEvents({ ctx }),
  "purge-old-reviews": ({ ctx }) => purgeOldReviews({ ctx }),
  "purge-empty-drafts": ({ ctx }) => purgeEmptyDrafts({ ctx }),
  "explain-drops": ({ ctx }) => explainDrops({ ctx }),
  "cancel-rest": ({ ctx, cancelled }) => cancelRest({ ctx, input: { broadcastId: cancelled } }),
  "finish-broadcast of the many": ({ ctx, finished }) =>
    finishBroadcast({ ctx, input: { broadcastId: finished } }),
  "finish-broadcast": ({ ctx, sending }) => finishBroadcast({ ctx, input: { broadcastId: sending } }),
};

const eventOf = (recipientId: string): IncomingEvent => ({
  payload: {},
  event: {
    ...{
      dedupeKey: crypto.randomUUID(),
      kind: "soft_bounced" as const,
      providerKind: "SoftBounce",
      recipientId,
    },
    ...{ occurredAt: new Date(), bot: false, suppresses: false },
  },
});

describe.each(["the many had come", "the few had come", "anybody had looked"])(
  "C11 C12 C17 with statistics of when %s",
  (when) => {
    const database = openTestDatabase();
    let counter: ReadCounter;
    let large: LargeOrganisation;
    let here: Here;

    const query = (text: string, values: readonly unknown[] = []) => database.owner.query(text, [...values]);

    async function campaign(status: string): Promise<string> {
      const ctx = staffContext({ ...large, orm: database.orm }, large.ownerId);
      const { campaignId } = await createCampaign({ ctx, input: {} });
      await query(
        `with chosen as (update campaign set pass_id = $3 where id = $1 returning id, author_id)
         update broadcast set status = $2, template = '{}', send_at = now(), sent_by = author_id, snapshot_at = now(), slices = 4,
           sending_began_at = now(), finished_at = case when $2 in ('sent', 'cancelled') then now() end from chosen where broadcast.id = chosen.id`,
        [campaignId, status, large.passId],
      );
      return campaignId;
    }

    /** What a call took is a range of its slice. */
    const nameRanges = (campaignId: string) =>
      query(
        `update attempt set slice = recipient.slice, first_recipient_id = recipient.id, last_recipient_id = recipient.id
         from recipient where recipient.broadcast_id = $1 and attempt.id = recipient.attempt_id`,
        [campaignId],
      );

    /** People who have had the mail, each of a call of its own, with the events that said so and a mail beside. */
    async function addMany(campaignId: string): Promise<void> {
      const ids = [large.organisationId, campaignId];
      await query(
        `insert into attempt (organisation_id, broadcast_id, claimed_at, call_until, ended_at, outcome, recipients, evidence_at, answered_at, answered)
         select $1, $2, now() - interval '2 days', now() - interval '2 days', now() - interval '2 days', 'recorded', 1, now(), now() - interval '2 days', 1 from generate_series(1, ${many})`,
        ids,
      );
      await query(
        `insert into recipient (organisation_id, broadcast_id, customer_id, email_key, email, slice, claimed_at, sent_at, delivered_at, opened_at, attempt_id, provider_message_id)
         select $1, $2, customer.id, email_key, email, number % 4, now() - interval '2 days', now() - interval '2 days', now() - interval '2 days', now() - interval '1 day',
           attempt.id, 'm' || number from customer join (select id, row_number() over () as n from attempt where broadcast_id = $2) attempt on n = number
         where customer.organisation_id = $1`,
        ids,
      );
      await nameRanges(campaignId);
      await query(
        `insert into provider_event (organisation_id, dedupe_key, kind, occurred_at, provider_message_id, recipient_id, payload)
         select organisation_id, 'e' || id, 'delivered', now(), provider_message_id, id, '{}' from recipient where broadcast_id = $1`,
        [campaignId],
      );
      await query(
        `insert into delivery (organisation_id, purpose, request_id, campaign_id, requested_by, created_at, address, from_mailbox, subject, html, text, sent_at)
         select $1, 'notice', uuidv7(), null, $2, now() - interval '2 days', 'ana@inbox.example', '{}', 'Hello', '', '', now() from generate_series(1, ${many})`,
        [large.organisationId, large.ownerId],
      );
    }

    /** People in each state that something looks for, calls that nobody has answered, events of nobody, mails that wait. */
    async function addFew(campaignId: string): Promise<void> {
      const ids = [large.organisationId, campaignId];
      await query(
        `insert into attempt (organisation_id, broadcast_id, claimed_at, call_until, ended_at, outcome, recipients)
         select $1, $2, now() - interval '1 hour', now() - interval '1 hour', case when n % 2 = 0 then now() end, case when n % 2 = 0 then 'unconfirmed' end, 1
         from generate_series(1, ${few / 2}) n`,
        ids,
      );
      await query(
        `insert into recipient (organisation_id, broadcast_id, customer_id, email_key, email, slice, claimed_at, attempt_id, unconfirmed_at, dropped_at, drop_reason)
         select $1, $2, customer.id, email_key, email, number % 4, now(), attempt.id, case when attempt.ended_at is not null then now() end,
           case when number % 10 = 0 then now() end, case when number % 10 = 0 then 'inactive' end
         from customer left join (select id, ended_at, row_number() over () as n from attempt where broadcast_id = $2) attempt on n = number
         where customer.organisation_id = $1 and number <= ${few}`,
        ids,
      );
      await nameRanges(campaignId);
      await query(
        `insert into provider_event (organisation_id, dedupe_key, kind, occurred_at, provider_message_id, payload)
         select $1, $2::text || n, 'delivered', now(), 'of nobody ' || n, '{}' from generate_series(1, ${few}) n`,
        ids,
      );
      await query(
        `insert into delivery (organisation_id, purpose, request_id, campaign_id, requested_by, created_at, address, from_mailbox, subject, html, text, unconfirmed_at)
         select $1, 'notice', uuidv7(), $2, $3, now() - interval '1 hour', 'ana@inbox.example', '{}', 'Hello', '', '', case when n % 2 = 0 then now() end
         from generate_series(1, ${few / 10}) n`,
        [...ids, large.ownerId],
      );
    }

    beforeAll(async () => {
      counter = await ReadCounter.open(database.appUrl, database.owner);
      large = await seedLarge({
        orm: database.orm,
        customers: many,
        onlyGood: true,
        ownerUrl: database.ownerUrl,
      });
      // Whoever analyses by itself would spoil the statistics that are meant.
      for (const table of tables) await query(`alter table ${table} set (autovacuum_enabled = false)`);
      const [finished, sending, cancelled] = [
        await campaign("sent"),
        await campaign("sending"),
        await campaign("cancelled"),
      ];
      await query("update broadcast set first_open_slice = slices where id = $1", [finished]);
      const fewCome = async () => {
        await addFew(sending);
        await addFew(cancelled);
      };
      if (when === "the few had come") {
        await fewCome();
        await query("analyze");
        // They come again, behind the many: whoever reads the table does not meet them first.
        for (const table of ["provider_event", "delivery", "recipient", "attempt", "broadcast_tally"])
          await query(`delete from ${table}`);
      }
      await addMany(finished);
      if (when === "the many had come") await query("analyze");
      await fewCome();
      const oneOf = async (campaignId: string) => {
        const { rows } = await query(
          "select id from recipient where broadcast_id = $1 order by attempt_id nulls first limit 1",
          [campaignId],
        );
        return String(rows[0].id);
      };
      const [one, oneOfMany] = [await oneOf(sending), await oneOf(finished)];
      const chooseProvider = createProviderChoice({
        sandboxUrl: "http://127.0.0.1:9",
        apiUrl: "",
        serverToken: undefined,
      });
      const contextOf = createWorkerContext({
        ...{ orm: counter.orm, chooseProvider, appUrl, log: silent, calls: quietCalls, realMail: false },
        apiUrl: "http://api.packpost.test",
        storage: memoryStorage(),
        authSecret: "an auth secret that only tests have, long enough",
      });
      here = { ctx: contextOf(large.organisationId), finished, sending, cancelled, one, oneOfMany };
    }, 300_000);
    afterAll(() => counter.close());

    it.each(Object.keys(periodic))("%s", async (name) => {
      // As if nothing had been done yet; the finished one counts as being sent where that is asked about.
      await query(
        "update broadcast set status = 'sending', finished_at = null, observed_revision = revision where id = $1",
        [here.sending],
      );
      await query(
        `update broadcast set status = case when $2 then 'sending' else 'sent' end, finished_at = case when not $2 then now() end, observed_revision = revision where id = $1`,
        [here.finished, name.endsWith("of the many")],
      );
      const read = await counter.of(async () => periodic[name]?.(here));
      expect(Object.entries(read).filter(([, rows]) => rows > most)).toEqual([]);
    });
  },
);
