import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openAlerts } from "../support/open-alerts.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
});
afterAll(async () => {
  await web.close();
  await world.close();
});

const refused = { cause: { code: "step_up_required" } };
/** The same person, who has just proved who they are, and a while later. */
const twoOf = async (organisation: TestOrganisation) =>
  [await web.as(organisation, "owner", "none"), await web.as(organisation, "owner", "password")] as const;

/** Families with a number each, who come in a day; only the first visit is told apart. */
const addFamilies = (organisationId: string, actorId: string, count: number) =>
  world.owner.query(
    `with made as (select n, gen_random_uuid() as family_id from generate_series(1, $3) n),
       home as (insert into family (organisation_id, id, name) select $1, family_id, 'F' || n from made),
       person as (
         insert into customer (organisation_id, number, family_id, contact, first_name, last_name, email, phone)
         select $1, 10000 + n, family_id, 'primary', 'Person', 'N' || n, 'many' || n || '@mail.example', '+1305555' || (1000 + n) from made),
       beast as (insert into pet (organisation_id, family_id, name) select $1, family_id, 'Rex' from made returning id, family_id)
     insert into appointment (organisation_id, family_id, pet_id, staff_member_id, starts_at, ends_at)
     select $1, family_id, id, $2, app_now() + interval '20 hours', app_now() + interval '21 hours' from beast`,
    [organisationId, actorId, count],
  );

describe("O1 a fresh proof for many people", () => {
  it("O1 C7 another time for a campaign to more than 500, and going on with one that grew above", async () => {
    const large = await world.organisation(501);
    const campaignId = await world.draft(large);
    await world.confirm(large, campaignId, 501);
    const [stale, fresh] = await twoOf(large);
    const { rows } = await world.owner.query("select send_at from broadcast where id = $1", [campaignId]);
    const at = { campaignId, seenSendAt: rows[0].send_at.toISOString(), date: "2027-06-01", time: "10:00" };
    await expect(stale.campaign.sending.reschedule(at)).rejects.toMatchObject(refused);
    expect(await fresh.campaign.sending.reschedule(at)).toMatchObject({ outcome: "scheduled" });
    await world.owner.query(
      "update broadcast set status = 'paused', confirmed_count = 400, due_count = 501 where id = $1",
      [campaignId],
    );
    await expect(stale.campaign.sending.resume({ campaignId })).rejects.toMatchObject(refused);
    expect(await fresh.campaign.sending.resume({ campaignId })).toEqual({ outcome: "resumed" });
  });

  it("O1 A11 A13 late joiners of an alert to more than 500, and the same by mail", async () => {
    await using alerts = await openAlerts(world);
    await addFamilies(alerts.ctx.organisationId, alerts.ctx.actor.id ?? "", 500);
    const [stale, fresh] = await twoOf(alerts.organisation);
    const alertId = await alerts.send();
    await alerts.begin(alertId);
    const { customerId } = await alerts.client({ name: "Late" });
    const late = { alertId, customerIds: [customerId] };
    await expect(stale.alert.sending.addLateJoiners(late)).rejects.toMatchObject(refused);
    expect(await fresh.alert.sending.addLateJoiners(late)).toEqual({ outcome: "added", people: 1 });
    await fresh.alert.sending.cancel({ alertId });
    await world.owner.query("update recipient set cancelled_at = now() where broadcast_id = $1", [alertId]);
    await expect(stale.alert.sending.emailUnreached({ alertId })).rejects.toMatchObject(refused);
    expect(await fresh.alert.sending.emailUnreached({ alertId })).toMatchObject({ mailed: 501 });
    // Whoever presses again mails nobody.
    expect(await stale.alert.sending.emailUnreached({ alertId })).toMatchObject({ mailed: 0, before: 501 });
  });

  it("O1 C9 A9 sending again to more than 500 unconfirmed", async () => {
    const large = await world.organisation(501);
    const campaignId = await world.draft(large);
    await world.confirm(large, campaignId, 501);
    const [stale, fresh] = await twoOf(large);
    await world.owner.query(
      `with gone as (update broadcast set status = 'sent', sending_began_at = now(), snapshot_at = now(), finished_at = now() where id = $1 returning organisation_id, id)
       insert into recipient (organisation_id, broadcast_id, customer_id, slice, unconfirmed_at)
       select gone.organisation_id, gone.id, customer.id, 0, now() from gone join customer on customer.organisation_id = gone.organisation_id`,
      [campaignId],
    );
    const again = { campaignId, decision: "send_again" } as const;
    await expect(stale.campaign.sending.unconfirmed(again)).rejects.toMatchObject(refused);
    const left = await world.owner.query(
      "select count(*)::int as n from recipient where broadcast_id = $1 and status = 'unconfirmed'",
      [campaignId],
    );
    expect(left.rows).toEqual([{ n: 501 }]);
    expect(await fresh.campaign.sending.unconfirmed(again)).toMatchObject({ people: 501 });
  });
});

describe("O1 a fresh proof for a new secret", () => {
  it("O1 P10 the signing secret of a webhook is changed by nobody else", async () => {
    const organisation = await world.organisation(1);
    const [stale, fresh] = await twoOf(organisation);
    const made = await fresh.webhookOut.create({
      ...{ name: "Work orders", url: `https://hooks.example/${randomUUID()}` },
    });
    if (made.outcome !== "created") throw new Error(made.outcome);
    const { endpointId } = made;
    await expect(stale.webhookOut.rotateSecret({ endpointId })).rejects.toMatchObject(refused);
    expect((await fresh.webhookOut.rotateSecret({ endpointId })).secret).not.toBe(made.secret);
  });
});
