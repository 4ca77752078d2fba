import { resumeAlert } from "@packpost/core/alert/move-alert";
import { claimText } from "@packpost/core/alert-sending/claim-text";
import { advanceDelivery } from "@packpost/core/delivery/advance-delivery";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { alertRun } from "../support/alert-run.ts";
import { openAlerts } from "../support/open-alerts.ts";
import { appUrl, quickTimings, TestWorld } from "../support/open-world.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());
const { begun, set, settle } = alertRun(world);

type Alerts = Awaited<ReturnType<typeof openAlerts>>;

interface Notice {
  readonly id: string;
  readonly to: string;
  readonly about: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

async function noticesOf(alertId: string): Promise<Notice[]> {
  const { rows } = await set(
    "select id, address as to, about, subject, text, html from delivery where alert_id = $1 and purpose = 'notice' order by created_at, address",
    [alertId],
  );
  return rows;
}

/** Somebody else of the staff. @returns their address */
async function staff(alerts: Alerts, role: string, gone = false): Promise<string> {
  const { rows } = await set(
    `with person as (insert into auth_user (name, email, "emailVerified") values ($2::text, uuidv7() || '@team.example', true) returning id, email),
       joined as (insert into staff_member (organisation_id, user_id, name, role, ended_at) select $1, id, $2::text, $2::text, case when $3 then now() end from person)
     select email from person`,
    [alerts.ctx.organisationId, role, gone],
  );
  return rows[0].email;
}

const refusal = { kind: "error", status: 400, errorCode: 30034, message: "unregistered" };

describe("A10 a notice to whoever sent an alert, and to admins", () => {
  it("A10 T31 when it pauses by itself: one mail each, why and what to do; none for who may not act, none when it is paused by hand", async () => {
    await using alerts = await openAlerts(world);
    const admin = await staff(alerts, "admin");
    await staff(alerts, "senior");
    await staff(alerts, "admin", true);
    const alertId = await begun(alerts, 2);
    await alerts.knobs({ next: [refusal] });
    await alerts.drain();
    await alerts.drain();
    const notices = await noticesOf(alertId);
    expect(notices.map(({ to }) => to).toSorted()).toEqual(
      [admin, `${alerts.ctx.actor.id}@large.example`].toSorted(),
    );
    const [notice] = notices;
    expect(notice).toMatchObject({
      about: "pause",
      subject: "A text alert has paused: “The road to the park is closed.”",
      text: expect.stringContaining("(Twilio 30034)"),
    });
    expect(notice?.text).toContain("Not texted yet: 2 people.");
    expect(notice?.text).toContain(`${appUrl}/messages?alerts=open&alert=${alertId}`);
    expect(notice?.html).toContain("Look at the alert");
    const sent = await advanceDelivery({
      ctx: alerts.worker,
      input: { deliveryId: notice?.id ?? "", timings: quickTimings },
    });
    expect(sent).toEqual({ do: "end", status: "sent" });
    const { rows } = await set(
      "select action, detail from audit where subject_id = $1 and action in ('alert.paused', 'alert.notice_queued') order by id",
      [alertId],
    );
    expect(rows).toMatchObject([
      { action: "alert.paused", detail: { automatic: true } },
      { action: "alert.notice_queued", detail: { to: "author", people: 2 } },
    ]);
    expect(await world.broken(alerts.organisation)).toEqual([]);
  });

  it("A10 a notice that was refused itself is withdrawn once the alert goes on", async () => {
    await using alerts = await openAlerts(world);
    const alertId = await begun(alerts, 1);
    await alerts.knobs({ next: [refusal] });
    await alerts.drain();
    const [notice] = await noticesOf(alertId);
    const advance = () =>
      advanceDelivery({ ctx: alerts.worker, input: { deliveryId: notice?.id ?? "", timings: quickTimings } });
    await alerts.knobs({
      next: [{ kind: "error", status: 401, errorCode: 10, message: "Bad token.", times: 100 }],
    });
    expect(await advance()).toMatchObject({ do: "wait" });
    await set("update texting set paused_at = null, provider_message = null where organisation_id = $1", [
      alerts.ctx.organisationId,
    ]);
    await resumeAlert({ ctx: alerts.ctx, input: { alertId } });
    expect(await advance()).toEqual({ do: "end", status: "cancelled" });
  });

  it("T33 when texts of it end unconfirmed: once, with what can be decided", async () => {
    await using alerts = await openAlerts(world);
    const alertId = await begun(alerts, 2);
    const account = (await alerts.worker.providerFor("sms")).fingerprint();
    await claimText({ ctx: alerts.worker, input: { leadMs: 1_000, callMs: 1_000, account } });
    await alerts.drain();
    await settle(alerts, alertId);
    await settle(alerts, alertId);
    expect(await alerts.view(alertId)).toMatchObject({ status: "sent", counts: { unconfirmed: 1 } });
    const notices = await noticesOf(alertId);
    expect(notices).toMatchObject([
      { about: "unconfirmed", subject: "Text alert “The road to the park is closed.”: 1 person unconfirmed" },
    ]);
    expect(notices[0]?.text).toContain("never sent again by itself");
    expect(await world.broken(alerts.organisation)).toEqual([]);
  });
});
