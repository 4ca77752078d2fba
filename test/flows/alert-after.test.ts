import { randomUUID } from "node:crypto";
import { exportAlert } from "@packpost/core/alert/export-alert";
import { addLateJoiners, listLateJoiners } from "@packpost/core/alert/late-joiners";
import { cancelAlert } from "@packpost/core/alert/move-alert";
import { emailUnreached } from "@packpost/core/alert/unreached/email-unreached";
import { readCallList } from "@packpost/core/alert/unreached/read-call-list";
import { readUnreached } from "@packpost/core/alert/unreached/read-unreached";
import { advanceDelivery } from "@packpost/core/delivery/advance-delivery";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { alertReportHeader, alertReportLine } from "../../apps/web/src/features/alerts/words/alert-report.ts";
import { openAlerts } from "../support/open-alerts.ts";
import { quickTimings, TestWorld } from "../support/open-world.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

describe("A7 no conversation from an alert", () => {
  it("A7 an answer opens a conversation with the alert quoted above it; after another text of ours it does not", async () => {
    await using alerts = await openAlerts(world);
    const { phone, threadId } = await alerts.client();
    await alerts.sendAndDrain("The road is closed.");
    const [alert] = await alerts.entries(threadId);
    expect(alert).toMatchObject({
      kind: "alert",
      texts: [],
      alert: { name: expect.stringContaining("Client1") },
    });
    await waitUntil(
      "the report",
      async () => (await alerts.entries(threadId))[0]?.alert?.status === "delivered",
    );
    // Whoever has the thread open is shown it.
    expect((await alerts.entries(threadId))[0]?.revision).toBeGreaterThan(alert?.revision ?? 0);
    await alerts.text("Which road?", { from: phone });
    const answer = await waitUntil("the answer", async () =>
      (await alerts.entries(threadId)).find(({ body }) => body === "Which road?"),
    );
    expect(answer).toMatchObject({
      ...{ kind: "message", aboutEntryId: alert?.id, answersAlert: "The road is closed." },
    });
    const { rows } = await world.owner.query(
      "select active, (select count(*)::int from conversation where thread_id = thread.id) as conversations from thread where id = $1",
      [threadId],
    );
    expect(rows).toEqual([{ active: true, conversations: 1 }]);
    const { rows: who } = await world.owner.query("select id from customer where phone = $1", [phone]);
    const id = await sendText(alerts, who[0].id, threadId);
    await alerts.status(id, "delivered");
    await alerts.text("Thank you", { from: phone });
    const thanks = await waitUntil("the thanks", async () =>
      (await alerts.entries(threadId)).find(({ body }) => body === "Thank you"),
    );
    expect(thanks.aboutEntryId).toBeNull();
  });

  it("V4 A7 it is unread for nobody and is in no list until it is answered", async () => {
    await using alerts = await openAlerts(world);
    const { threadId } = await alerts.client();
    await alerts.sendAndDrain();
    const { rows } = await world.owner.query(
      "select (select count(*)::int from unread where thread_id = $1) as unread, last_message_at, waiting_since from thread where id = $1",
      [threadId],
    );
    expect(rows).toEqual([{ unread: 0, last_message_at: null, waiting_since: null }]);
  });
});

async function sendText(
  alerts: Awaited<ReturnType<typeof openAlerts>>,
  customerId: string,
  threadId: string,
): Promise<string> {
  await alerts.post("The one by the river.", customerId, threadId);
  const { id } = (await alerts.deliveries()).at(-1);
  await alerts.advance(id);
  return id;
}

describe("A8 the report", () => {
  it("A8 has exactly the six columns and a line each, also while the alert runs", async () => {
    await using alerts = await openAlerts(world);
    const good = await alerts.client({ name: "=Good" });
    await alerts.client({ name: "Landline", phone: "+15005553006" });
    await alerts.client({ name: "None", phone: null });
    await alerts.client({ name: "Waits" });
    const alertId = await alerts.send("Closed, sorry.");
    await alerts.begin(alertId);
    await alerts.turn();
    await alerts.turn();
    await waitUntil("the reports", async () => {
      const { counts } = await alerts.view(alertId);
      return counts.delivered === 1 && counts.undelivered === 1;
    });
    const { pages, zone } = await exportAlert({ ctx: alerts.ctx, input: { alertId } });
    const lines = [];
    for await (const page of pages) lines.push(...page.map((line) => alertReportLine(line, zone)));
    expect(alertReportHeader).toEqual([
      "Client Full Name",
      "Client Phone Number",
      "SMS Status",
      "Error Details",
      "Message Text",
      "Timestamp",
    ]);
    const iso = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);
    expect(lines).toEqual([
      ["=Good Okafor", good.phone, "Delivered", "", "Closed, sorry.", iso],
      [
        "Landline Okafor",
        "+15005553006",
        "Not delivered",
        expect.stringContaining("(Twilio 30006)"),
        "Closed, sorry.",
        iso,
      ],
      ["None Okafor", null, "Skipped", "There is no phone number.", "Closed, sorry.", iso],
      ["Waits Okafor", expect.any(String), "Waiting", "", "Closed, sorry.", null],
    ]);
  });
});

describe("A11 late joiners", () => {
  it("A11 who has booked since is offered, added once, and gets the text; a finished alert goes on for them", async () => {
    await using alerts = await openAlerts(world);
    const first = await alerts.client();
    const alertId = await alerts.sendAndDrain();
    await world.owner.query("update broadcast set status = 'sent', finished_at = now() where id = $1", [
      alertId,
    ]);
    const late = await alerts.client({ name: "Late" });
    const twin = await alerts.client({ name: "Twin", phone: first.phone });
    const input = { alertId };
    expect(await listLateJoiners({ ctx: alerts.ctx, input })).toMatchObject([
      { customerId: late.customerId },
      { customerId: twin.customerId },
    ]);
    const chosen = { alertId, customerIds: [late.customerId, twin.customerId] };
    expect(await addLateJoiners({ ctx: alerts.ctx, input: chosen })).toEqual({ outcome: "added", people: 2 });
    expect(await addLateJoiners({ ctx: alerts.ctx, input: chosen })).toEqual({ outcome: "added", people: 0 });
    expect(await listLateJoiners({ ctx: alerts.ctx, input })).toEqual([]);
    expect((await alerts.view(alertId)).status).toBe("sending");
    await alerts.drain();
    expect((await alerts.ledger()).map(({ to }) => to)).toEqual([first.phone, late.phone]);
    const people = await alerts.people(alertId);
    expect(people.find(({ customerId }) => customerId === twin.customerId)).toMatchObject({
      ...{ status: "skipped", reasons: ["same_number"], lateJoiner: true },
      sameAs: expect.stringContaining("Okafor"),
    });
    expect(await world.broken(alerts.organisation)).toEqual([]);
  });

  it("A11 O3 ids that match nobody leave a finished alert as it is: not sending, no row, nothing in the audit", async () => {
    await using alerts = await openAlerts(world);
    const known = await alerts.client();
    const alertId = await alerts.sendAndDrain();
    await world.owner.query("update broadcast set status = 'sent', finished_at = now() where id = $1", [
      alertId,
    ]);
    const state = async () => {
      const { rows } = await world.owner.query(
        `select status, finished_at, revision, slices, (select count(*)::int from audit where subject_id = broadcast.id) as told,
           (select count(*)::int from alert_recipient where alert_id = broadcast.id) as people from broadcast where id = $1`,
        [alertId],
      );
      return rows[0];
    };
    const before = await state();
    const late = await alerts.client({ name: "Late" });
    await world.owner.query("update appointment set status = 'cancelled' where id = $1", [
      late.appointmentId,
    ]);
    for (const customerIds of [[randomUUID()], [known.customerId], [late.customerId]])
      expect(await addLateJoiners({ ctx: alerts.ctx, input: { alertId, customerIds } })).toEqual({
        outcome: "added",
        people: 0,
      });
    expect(await state()).toEqual(before);
  });

  it("A11 a cancelled alert takes nobody in, and keeps no row of them", async () => {
    await using alerts = await openAlerts(world);
    await alerts.client();
    const alertId = await alerts.sendAndDrain();
    await world.owner.query("update broadcast set status = 'cancelled', finished_at = now() where id = $1", [
      alertId,
    ]);
    const { customerId } = await alerts.client({ name: "Late" });
    expect(await addLateJoiners({ ctx: alerts.ctx, input: { alertId, customerIds: [customerId] } })).toEqual({
      outcome: "closed",
    });
    expect(await alerts.people(alertId)).toHaveLength(1);
    expect(await world.broken(alerts.organisation)).toEqual([]);
  });
});

describe("A13 those not reached", () => {
  it("A13 get the same as mail, once, if they want mail; and stand on the call list with their family's numbers", async () => {
    await using alerts = await openAlerts(world);
    await alerts.client({ name: "Reached" });
    await alerts.client({ name: "Landline", phone: "+15005553006" });
    const none = await alerts.client({ name: "None", phone: null });
    const unsubscribed = await alerts.client({ name: "Unsubscribed", phone: null });
    await world.owner.query(
      `insert into suppression (organisation_id, kind, value_key, reason)
       select organisation_id, 'address', email_key, 'by_hand' from customer where id = $1`,
      [unsubscribed.customerId],
    );
    const cancelled = await alerts.client({ name: "Cancelled" });
    const alertId = await alerts.send("The pool is closed.");
    await alerts.begin(alertId);
    await alerts.turn();
    await alerts.turn();
    await waitUntil("the report", async () => (await alerts.view(alertId)).counts.undelivered === 1);
    await cancelAlert({ ctx: alerts.ctx, input: { alertId } });
    await world.owner.query(
      "update recipient set cancelled_at = now() where broadcast_id = $1 and status = 'waiting'",
      [alertId],
    );
    const { people } = await readCallList({ ctx: alerts.ctx, input: { alertId } });
    expect(people.map(({ name, phones }) => [name.split(" ")[0], phones.length])).toEqual([
      ["Landline", 1],
      ["None", 0],
      ["Unsubscribed", 0],
      ["Cancelled", 1],
    ]);
    const ask = () => readUnreached({ ctx: alerts.ctx, input: { alertId } });
    const noMail = { noMail: 1, refused: [expect.objectContaining({ reason: "blocked" })] };
    expect(await ask()).toMatchObject({ people: 4, toMail: 3, mailed: [], ...noMail });
    expect(await emailUnreached({ ctx: alerts.ctx, input: { alertId } })).toEqual({
      ...{ mailed: 3, before: 0, noMail: 1 },
    });
    expect(await ask()).toMatchObject({ people: 4, toMail: 0, mailed: [{ people: 3 }], ...noMail });
    expect(await emailUnreached({ ctx: alerts.ctx, input: { alertId } })).toEqual({
      ...{ mailed: 0, before: 3, noMail: 1 },
    });
    const { rows } = await world.owner.query(
      "select id, customer_id, text from delivery where organisation_id = $1 and purpose = 'alert_mail'",
      [alerts.ctx.organisationId],
    );
    expect(rows).toHaveLength(3);
    const mail = rows.find(({ customer_id }) => customer_id === none.customerId);
    expect(mail.text).toContain("The pool is closed.");
    await advanceDelivery({ ctx: alerts.worker, input: { deliveryId: mail.id, timings: quickTimings } });
    const person = (await alerts.people(alertId)).find(({ customerId }) => customerId === none.customerId);
    expect(person?.email).toMatchObject({
      deliveryId: mail.id,
      status: expect.stringMatching(/sent|delivered/),
    });
    expect(cancelled.customerId).not.toBe("");
  });

  it("A13 one mail a mailbox, however often it is pressed; whose it is not is said with the reason", async () => {
    await using alerts = await openAlerts(world);
    const one = await alerts.client({ phone: null });
    const other = await alerts.client({ phone: null });
    await world.owner.query(
      "update customer set email = (select email from customer where id = $1) where id = $2",
      [one.customerId, other.customerId],
    );
    await alerts.client();
    const input = { alertId: await alerts.sendAndDrain("The pool is closed.") };
    const { ctx } = alerts;
    expect(await emailUnreached({ ctx, input })).toEqual({ mailed: 1, before: 0, noMail: 1 });
    expect(await emailUnreached({ ctx, input })).toEqual({ mailed: 0, before: 1, noMail: 1 });
    expect(await readUnreached({ ctx, input })).toMatchObject({
      ...{ people: 2, toMail: 0, noMail: 1, refused: [{ reason: "same_mailbox" }] },
    });
  });

  it("A13 leave out who does not come any more, and count in whom another's failed text was to tell", async () => {
    await using alerts = await openAlerts(world);
    const phone = "+15005553006";
    await alerts.client({ name: "Holder", phone });
    const sharing = await alerts.client({ name: "Sharing", phone });
    const gone = await alerts.client({ name: "Gone", phone: null });
    const alertId = await alerts.sendAndDrain("The pool is closed.");
    await waitUntil("the report", async () => (await alerts.view(alertId)).counts.undelivered === 1);
    const names = async () => {
      const { people } = await readCallList({ ctx: alerts.ctx, input: { alertId } });
      return people.map(({ name }) => name.split(" ")[0]).toSorted();
    };
    expect(await names()).toEqual(["Gone", "Holder", "Sharing"]);
    for (const { familyId } of [gone, sharing])
      await world.owner.query("update appointment set status = 'cancelled' where family_id = $1", [familyId]);
    expect(await names()).toEqual(["Holder"]);
    expect(await emailUnreached({ ctx: alerts.ctx, input: { alertId } })).toMatchObject({ mailed: 1 });
  });
});
