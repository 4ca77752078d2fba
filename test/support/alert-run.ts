import { nextAlertStep } from "@packpost/core/alert-sending/next-alert-step";
import { reconcileAlert } from "@packpost/core/alert-sending/reconcile-alert";
import { recordTextReport } from "@packpost/core/alert-sending/record-text-report";
import { finishBroadcast } from "@packpost/core/broadcast/finish-broadcast";
import type { TextEvent } from "@packpost/providers/sms-event";
import type { openAlerts } from "./open-alerts.ts";
import { quickTimings, type TestWorld } from "./open-world.ts";

export type Alerts = Awaited<ReturnType<typeof openAlerts>>;

/** What moves alerts on in tests of faults, by hand: time, the stream's hold, reports, and what their workflow does. */
export function alertRun(world: TestWorld) {
  const set = (sql: string, values: unknown[]) => world.owner.query(sql, values);

  /** As if everything about unanswered calls had happened so many seconds earlier. */
  const age = (alertId: string, seconds: number) =>
    set(
      `update attempt set call_until = call_until - make_interval(secs => $2), looked_up_at = looked_up_at - make_interval(secs => $2),
         first_absent_at = first_absent_at - make_interval(secs => $2), first_failed_ask_at = first_failed_ask_at - make_interval(secs => $2),
         ask_after = ask_after - make_interval(secs => $2), evidence_at = evidence_at - make_interval(secs => $2) where broadcast_id = $1`,
      [alertId, seconds],
    );

  /** The stream's hold is over. */
  const goOn = (alerts: Alerts) =>
    set("update sender set next_slot_at = now() where organisation_id = $1 and stream = 'alert'", [
      alerts.ctx.organisationId,
    ]);

  /** For how long the stream is held yet. */
  async function held(alerts: Alerts) {
    const { rows } = await set(
      "select extract(epoch from next_slot_at - now()) as s, failures from sender where organisation_id = $1 and stream = 'alert'",
      [alerts.ctx.organisationId],
    );
    return { seconds: Number(rows[0]?.s), failures: rows[0]?.failures };
  }

  /** Texts of an alert that the provider has dropped from its full queue. */
  async function overflows(alertId: string): Promise<number> {
    const { rows } = await set(
      "select sum(cardinality(overflowed_ids))::int as n from alert_recipient where alert_id = $1",
      [alertId],
    );
    return rows[0]?.n;
  }

  /** A report about a recipient's newest text, as the provider's webhook brings it. */
  async function report(
    alerts: Alerts,
    recipientId: string,
    event: Pick<TextEvent, "kind"> & Partial<TextEvent>,
    sid?: string,
  ): Promise<void> {
    const { rows } = await set(
      "select provider_message_id as sid, attempt_id as attempt from recipient where id = $1",
      [recipientId],
    );
    const providerMessageId = sid ?? rows[0].sid;
    await recordTextReport({
      ctx: alerts.ctx,
      input: {
        payload: "MessageStatus=x",
        event: {
          ...{
            dedupeKey: `${providerMessageId}/${event.kind}`,
            providerKind: event.kind,
            occurredAt: new Date(),
          },
          ...{
            providerMessageId,
            recipientId,
            ...(rows[0].attempt !== null && { attemptId: rows[0].attempt }),
          },
          ...event,
        },
      },
    });
  }

  /** What its workflow does while nobody waits: asks, and closes. */
  async function settle(alerts: Alerts, alertId: string): Promise<void> {
    const input = { broadcastId: alertId, timings: quickTimings };
    for (let round = 0; round < 12; round++) {
      const next = await nextAlertStep({ ctx: alerts.worker, input });
      if (next.do === "end") return;
      if (next.do === "reconcile") await reconcileAlert({ ctx: alerts.worker, input });
      else if (next.do === "finish") await finishBroadcast({ ctx: alerts.worker, input });
      else await age(alertId, 20);
    }
  }

  async function begun(alerts: Alerts, clients: number) {
    for (let n = 0; n < clients; n++) await alerts.client();
    const alertId = await alerts.send();
    await alerts.begin(alertId);
    return alertId;
  }

  return { set, goOn, held, overflows, report, settle, begun };
}
