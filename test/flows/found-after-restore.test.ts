import { randomUUID } from "node:crypto";
import { takeFoundNotice } from "@packpost/core/delivery/take-found-notice";
import { readHold, reconcileRestored } from "@packpost/core/restore/reconcile-restored";
import { placeFoundTexts } from "@packpost/core/send-protocol/place-found";
import { inOrganisation } from "@packpost/db/orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
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
