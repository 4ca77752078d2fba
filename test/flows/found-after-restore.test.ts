import { randomUUID } from "node:crypto";
import { takeFoundNotice } from "@packpost/core/delivery/take-found-notice";
import { getSendingState } from "@packpost/core/organisation/get-sending-state";
import { listGone } from "@packpost/core/restore/list-gone";
import { readHold, reconcileRestored } from "@packpost/core/restore/reconcile-restored";
import { placeFoundTexts } from "@packpost/core/send-protocol/place-found";
import { inOrganisation } from "@packpost/db/orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { describeGone } from "../../scripts/sending/describe-hold.ts";
import { staffContext } from "../support/contexts.ts";
import { openTexting } from "../support/open-texting.ts";
import { quickTimings, TestWorld } from "../support/open-world.ts";
import { createTestWorkerContext } from "../support/worker-context.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

describe("what a provider has and a backup had not", () => {
  it("O4 a text of a conversation is known by its number and words, the oldest first; another one waits", async () => {
    await using texting = await openTexting(world);
    const { organisationId } = texting.ctx;
    const queue = async (words: string, secondsAgo: number) => {
      const id = randomUUID();
      await world.owner.query(
        `insert into delivery (organisation_id, id, channel, purpose, request_id, address, text, created_at)
         values ($1, $2, 'sms', 'text_test', $2, $3, $4, now() - make_interval(secs => $5))`,
        [organisationId, id, texting.maria.phone, words, secondsAgo],
      );
      return id;
    };
    const ids = [await queue("Same words", 30), await queue("Same words", 20), await queue("Others\r\n", 20)];
    await world.owner.query(
      `insert into message_after_backup (organisation_id, provider_message_id, channel, sent_at, address, words)
       values ($1, 'SM1', 'sms', now() - interval '25 seconds', $2, 'Same words'), ($1, 'SM2', 'sms', now(), $2, 'Others'),
         ($1, 'SM3', 'sms', now(), $2, 'Nobody here wrote this'), ($1, 'SM4', 'sms', now(), $2, null)`,
      [organisationId, texting.maria.phone],
    );
    const placed = await inOrganisation(world.orm, organisationId, (em) => placeFoundTexts(em, texting.ctx));
    expect(placed).toEqual({ newly: 2, alertIds: [] });
    const { rows } = await world.owner.query(
      "select provider_message_id, status from delivery where id = any($1::uuid[]) order by array_position($1::uuid[], id)",
      [ids],
    );
    expect(rows).toEqual([
      { provider_message_id: "SM1", status: "sent" },
      { provider_message_id: null, status: "waiting" },
      { provider_message_id: "SM2", status: "sent" },
    ]);
    const left = await world.owner.query(
      "select provider_message_id from message_after_backup where organisation_id = $1 order by 1",
      [organisationId],
    );
    expect(left.rows.map((row) => row.provider_message_id)).toEqual(["SM3", "SM4"]);
  });

  it("O4 a mail about unread messages that went out after the newest of them was written is this one", async () => {
    await using texting = await openTexting(world);
    const { organisationId } = texting.ctx;
    await texting.send("Read this, please");
    const { rows } = await world.owner.query(
      "select entry_id, customer_id from message_notice where organisation_id = $1 limit 1",
      [organisationId],
    );
    const id = randomUUID();
    await world.owner.query(
      `insert into delivery (organisation_id, id, purpose, request_id, address, from_mailbox, subject, html, text)
       values ($1, $2, 'unread_notice', $2, 'Maria@inbox.example', '{"name": "", "email": "a@b.example", "replyTo": null}', 's', 'h', 't')`,
      [organisationId, id],
    );
    await world.owner.query(
      "update message_notice set delivery_id = $2, settled_at = now(), outcome = 'mailed' where organisation_id = $1 and entry_id = $3 and customer_id = $4",
      [organisationId, id, rows[0].entry_id, rows[0].customer_id],
    );
    const find = (at: string) =>
      world.owner.query(
        `insert into message_after_backup (organisation_id, provider_message_id, channel, sent_at, purpose, address)
         values ($1, $2::text, 'email', now() + $2::text::interval, 'unread_notice', address_key('maria@inbox.example'))`,
        [organisationId, at],
      );
    const take = () =>
      inOrganisation(world.orm, organisationId, (em) => takeFoundNotice(em, texting.ctx, id));
    const status = async () =>
      (await world.owner.query("select status, provider_message_id from delivery where id = $1", [id]))
        .rows[0];
    await find("-1 hour");
    await take();
    expect(await status()).toEqual({ status: "waiting", provider_message_id: null });
    await find("1 minute");
    await take();
    expect(await status()).toEqual({ status: "sent", provider_message_id: "1 minute" });
  });

  it("O4 tells the operator and the organisation's own what people have of which nothing is left here", async () => {
    const [mine, others] = [await world.organisation(1), await world.organisation(1)];
    const campaign = randomUUID();
    const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    const find = (id: string, more: readonly (string | Date | null)[], { organisationId } = mine.ctx) =>
      world.owner.query(
        `insert into message_after_backup (organisation_id, provider_message_id, channel, broadcast_id, purpose, words, sent_at, address)
         values ($1, $2, $3, $4, $5, $6, $7, 'somebody')`,
        [organisationId, `${organisationId}-${id}`, ...more],
      );
    const [first, last, text] = [minutesAgo(30), minutesAgo(29), minutesAgo(20)];
    await find("1", ["email", campaign, "campaign", null, last]);
    await find("2", ["email", campaign, "campaign", null, first]);
    await find("3", ["sms", null, null, "The gate is closed", text]);
    // Of a hold long ago, and not theirs.
    await find("4", ["email", null, "preview", null, minutesAgo(300)]);
    await find("5", ["email", null, "work_order", null, text], others.ctx);
    const held = minutesAgo(1);
    await world.owner.query(
      "update installation set held_at = $1, held_because = 'went_back', lost_from = now() - interval '1 hour', lost_until = $1",
      [held],
    );
    await world.owner.query(
      "insert into restore_reconciliation (organisation_id, channel, held_at, found, unplaced) values ($1, 'email', $2, 0, 2), ($1, 'sms', $2, 4, 1)",
      [mine.ctx.organisationId, held],
    );
    try {
      const [organisation, another] = ["Mine", "Another's"];
      for (const [{ ctx }, name] of [
        [mine, organisation],
        [others, another],
      ] as const)
        await world.owner.query("update organisation set name = $2 where id = $1", [
          ctx.organisationId,
          name,
        ]);
      const told = await listGone(world.orm);
      expect(told.filter((one) => one.organisation === organisation)).toEqual([
        {
          ...{ organisation, channel: "email", purpose: "campaign", words: null, messages: 2 },
          ...{ from: first, until: last },
        },
        {
          ...{ organisation, channel: "sms", purpose: null, words: "The gate is closed", messages: 1 },
          ...{ from: text, until: text },
        },
      ]);
      expect(describeGone(told)).toContain(
        `  ${organisation}: campaign by email, 2 receivers, ${first.toISOString()} to ${last.toISOString()}`,
      );
      expect(describeGone(told)).toContain(
        `  ${another}: work order by email, 1 receiver, ${text.toISOString()}`,
      );
      const ctx = staffContext({ orm: world.orm, organisationId: mine.ctx.organisationId }, randomUUID());
      expect((await getSendingState({ ctx })).restored).toMatchObject({ found: 4, gone: 3 });
    } finally {
      await world.owner.query(
        "update installation set held_at = null, held_because = null, lost_from = null, lost_until = null",
      );
    }
  });

  it("O4 a provider that does not answer is asked again, and completes nothing", async () => {
    const organisation = await world.organisation(1);
    await world.owner.query(
      "update installation set held_at = now() - interval '1 hour', held_because = 'went_back', lost_from = now() - interval '2 hours', lost_until = now() - interval '1 hour'",
    );
    try {
      const ctx = createTestWorkerContext(world, organisation);
      expect(await readHold(world.orm)).not.toBeNull();
      await world.simulator.call("PUT", "/_faults", {
        tokens: { [organisation.token]: { searchDown: true } },
      });
      const read = async () => {
        const { rows } = await world.owner.query(
          "select channel, completed_at is not null as complete, provider_message is not null as trouble from restore_reconciliation where organisation_id = $1 order by 1",
          [organisation.ctx.organisationId],
        );
        return rows;
      };
      await reconcileRestored({ ctx, input: { timings: quickTimings } });
      expect(await read()).toEqual([
        { channel: "email", complete: false, trouble: true },
        { channel: "sms", complete: true, trouble: false },
      ]);
      await world.simulator.call("PUT", "/_faults", {
        tokens: { [organisation.token]: { searchDown: false } },
      });
      await reconcileRestored({ ctx, input: { timings: quickTimings } });
      expect(await read()).toEqual([
        { channel: "email", complete: true, trouble: false },
        { channel: "sms", complete: true, trouble: false },
      ]);
    } finally {
      await world.owner.query(
        "update installation set held_at = null, held_because = null, lost_from = null, lost_until = null",
      );
    }
  });
});
