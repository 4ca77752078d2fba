import { randomUUID } from "node:crypto";
import { getAlert } from "@packpost/core/alert/get-alert";
import { listAlertRecipients } from "@packpost/core/alert/list-alert-recipients";
import { previewAlert } from "@packpost/core/alert/preview-alert";
import type { AlertRange } from "@packpost/core/alert/range/resolve-range";
import { sendAlert } from "@packpost/core/alert/send-alert";
import { takeTurn } from "@packpost/core/alert-sending/take-turn";
import { beginSending } from "@packpost/core/broadcast/begin-sending";
import { snapshotAudience } from "@packpost/core/broadcast/snapshot-audience";
import { wakeAlert } from "@packpost/workflows/client";
import { newNumber, openTexting } from "./open-texting.ts";
import { quickTimings, type TestWorld } from "./open-world.ts";

export const tomorrow: AlertRange = { kind: "next_days", days: 3 };

const MINUTE_MS = 60_000;

/**
 * An organisation with texting on and families with visits, a short pace and no quiet hours. Alerts are sent by their verb; who wants their
 * workflows wakes them, else turns are taken by hand.
 */
export async function openAlerts(world: TestWorld, { msPerText = 1 }: { msPerText?: number } = {}) {
  const texting = await openTexting(world);
  const { ctx, worker } = texting;
  const { organisationId } = ctx;
  await world.owner.query("update organisation set quiet_from = null, quiet_until = null where id = $1", [
    organisationId,
  ]);
  await world.owner.query(
    "insert into sender (organisation_id, stream, ms_per_message) values ($1, 'alert', $2)",
    [organisationId, msPerText],
  );

  /** A visit of a family, so many minutes from now. @returns its id */
  const visit = async (familyId: string, inMinutes: number): Promise<string> => {
    const { rows } = await world.owner.query(
      `with beast as (insert into pet (organisation_id, family_id, name) values ($1, $2, 'Rex') returning id)
       insert into appointment (organisation_id, family_id, pet_id, staff_member_id, starts_at, ends_at)
       select $1, $2, beast.id, $3, app_now() + make_interval(mins => $4), app_now() + make_interval(mins => $4 + 30) from beast returning id`,
      [organisationId, familyId, ctx.actor.id, inMinutes],
    );
    return rows[0].id;
  };

  /** A family of one person with a number and a visit in a day or so; the first one's comes first. */
  let made = 0;
  const client = async (more: { phone?: string | null; inMinutes?: number; name?: string } = {}) => {
    made += 1;
    const phone = more.phone === undefined ? newNumber() : more.phone;
    const { familyId, threadId, ids } = await texting.family({ name: more.name ?? `Client${made}`, phone });
    const appointmentId = await visit(familyId, more.inMinutes ?? 600 + made);
    return { familyId, threadId, customerId: ids[0] ?? "", phone: phone ?? "", appointmentId };
  };

  /** Confirms an alert to everybody of a range; its ten seconds are over. @returns its id */
  const send = async (
    body = "The road to the park is closed.",
    more: { range?: AlertRange; again?: boolean; overrideQuietHours?: boolean; alertId?: string } = {},
  ): Promise<string> => {
    const { range = tomorrow, alertId = randomUUID(), again = true, overrideQuietHours = false } = more;
    const counted = await previewAlert({ ctx, input: { range } });
    if (counted.outcome !== "counted") throw new Error(`not counted: ${JSON.stringify(counted)}`);
    const input = {
      alertId,
      range,
      body,
      confirmedCount: counted.receiving,
      again,
      overrideQuietHours,
      againOf: null,
    };
    const sent = await sendAlert({ ctx, input });
    if (sent.outcome !== "sent") throw new Error(`not sent: ${JSON.stringify(sent)}`);
    await world.owner.query("update broadcast set send_at = app_now() where id = $1", [alertId]);
    return alertId;
  };

  /** Writes its audience down, as its workflow would. */
  const begin = async (alertId: string) => {
    const input = { broadcastId: alertId };
    const begun = await beginSending({ ctx: worker, input });
    if (begun === "sending") await snapshotAudience({ ctx: worker, input });
    return begun;
  };

  /** Takes turns until nobody is due. @returns how the last one ended */
  const drain = async (most = 100) => {
    for (let turn = 0; turn < most; turn++) {
      const step = await takeTurn({ ctx: worker, input: { leadMs: 1_000, callMs: 4_000 } });
      if (step.do === "end" || step.ms > 2_000) return step;
    }
    throw new Error(`not drained in ${most} turns`);
  };

  return {
    ...texting,
    ...{ visit, client, send, begin, drain },
    turn: (leadMs = 1_000) => takeTurn({ ctx: worker, input: { leadMs, callMs: 4_000 } }),
    sendAndDrain: async (body?: string, more: Parameters<typeof send>[1] = {}) => {
      const alertId = await send(body, more);
      await begin(alertId);
      await drain();
      return alertId;
    },
    wake: (alertId: string) => wakeAlert(world.client, { organisationId, alertId, timings: quickTimings }),
    view: (alertId: string) => getAlert({ ctx, input: { alertId } }),
    people: async (alertId: string) =>
      (await listAlertRecipients({ ctx, input: { alertId, filter: "all", pageSize: 200 } })).people,
    preview: async (range: AlertRange = tomorrow) => {
      const counted = await previewAlert({ ctx, input: { range } });
      if (counted.outcome !== "counted") throw new Error(`not counted: ${JSON.stringify(counted)}`);
      return counted;
    },
    quiet: (from: string | null, until: string | null, zone = "UTC") =>
      world.owner.query(
        "update organisation set quiet_from = $2, quiet_until = $3, zone = $4 where id = $1",
        [organisationId, from, until, zone],
      ),
    /** What the provider has of an alert's texts, in the order in which it took them. */
    ledger: async () => {
      const { token } = texting.organisation;
      const found = (await world.simulator.call("GET", `/_ledger?token=${token}&channel=sms&limit=1000`)) as {
        items: { to: string[] | string; acceptedAt: string }[];
      };
      return found.items.map(({ to, acceptedAt }) => ({
        to: [to].flat()[0] ?? "",
        at: Date.parse(acceptedAt),
      }));
    },
    /** The slots that its calls took, in milliseconds and in their order: when a call leaves within its slot, a busy machine says. */
    slots: async (alertId: string): Promise<number[]> => {
      const { rows } = await world.owner.query<{ ms: number }>(
        "select (extract(epoch from call_until) * 1000)::float8 as ms from attempt where broadcast_id = $1 order by call_until",
        [alertId],
      );
      return rows.map(({ ms }) => ms);
    },
    minutes: (n: number) => n * MINUTE_MS,
  };
}
