import { randomUUID } from "node:crypto";
import type { Caller, Deed } from "./deeds.ts";

/** Runs a statement as the owner and gives the `id` of its first row; `$1` is the organisation. */
type One = (statement: string, ...more: unknown[]) => Promise<string>;

const range = { kind: "next_days", days: 4 } as const;

/** What people do with alerts, and what the audit must say of it (O3). */
export function alertDeeds(one: One): Record<string, Deed> {
  let alertId = "";
  let customerId = "";
  /** Texting is on, and one family comes in a day or so. */
  const prepare = async () => {
    await one(
      "insert into texting (organisation_id, number, enabled_at) values ($1, '+12025550100', now()) on conflict (organisation_id) do update set number = excluded.number, enabled_at = now(), paused_at = null, provider_message = null",
    );
    await one(
      `with client as (select id, family_id from customer where organisation_id = $1 order by number limit 1),
         numbered as (update customer set phone = '+12025550177' from client where customer.id = client.id),
         beast as (insert into pet (organisation_id, family_id, name) select $1, family_id, 'Rex' from client returning id, family_id)
       insert into appointment (organisation_id, family_id, pet_id, staff_member_id, starts_at, ends_at)
       select $1, family_id, beast.id, (select id from staff_member where organisation_id = $1 limit 1), visit.at, visit.at + interval '1 hour'
       from beast, (select date_trunc('day', now()) + interval '36 hours' as at) visit returning id`,
    );
  };
  const send = async (caller: Caller) => {
    alertId = randomUUID();
    const counted = await caller.alert.preview({ range });
    const confirmedCount = counted.outcome === "counted" ? counted.receiving : 0;
    return caller.alert.send({ alertId, range, body: "The road is closed", confirmedCount, again: true });
  };
  const sent = async (caller: Caller) => {
    await prepare();
    await send(caller);
  };
  const inState = (state: string) => async (caller: Caller) => {
    await sent(caller);
    await one(
      `update broadcast set status = $2, sending_began_at = now(), snapshot_at = now(), finished_at = case when $2 = 'sent' then now() end where organisation_id = $1 and id = $3`,
      ...[state, alertId],
    );
    customerId = await one(
      "insert into recipient (organisation_id, broadcast_id, customer_id, slice) select $1, $2, id, 0 from customer where organisation_id = $1 order by number limit 1 returning customer_id as id",
      alertId,
    );
  };
  return {
    "alert.send": { prepare, act: send, action: "alert.send_confirmed" },
    "alert.sending.undo": {
      prepare: sent,
      act: (caller) => caller.alert.sending.undo({ alertId }),
      action: "alert.send_undone",
    },
    "alert.sending.pause": {
      prepare: sent,
      act: (caller) => caller.alert.sending.pause({ alertId }),
      action: "alert.paused",
    },
    "alert.sending.resume": {
      prepare: async (caller) => {
        await sent(caller);
        await caller.alert.sending.pause({ alertId });
      },
      act: (caller) => caller.alert.sending.resume({ alertId }),
      action: "alert.resumed",
    },
    "alert.sending.cancel": {
      prepare: sent,
      act: (caller) => caller.alert.sending.cancel({ alertId }),
      action: "alert.cancelled",
    },
    "alert.sending.addLateJoiners": {
      prepare: inState("sent"),
      act: (caller) => caller.alert.sending.addLateJoiners({ alertId, customerIds: [customerId] }),
      action: "alert.late_joiners_added",
    },
    "alert.sending.unconfirmed": {
      prepare: inState("sent"),
      act: (caller) => caller.alert.sending.unconfirmed({ alertId, decision: "leave" }),
      action: "alert.unconfirmed_left",
    },
    "alert.sending.overrideQuietHours": {
      prepare: inState("sending"),
      act: (caller) => caller.alert.sending.overrideQuietHours({ alertId }),
      action: "alert.quiet_hours_overridden",
    },
    "alert.sending.emailUnreached": {
      prepare: inState("sent"),
      act: (caller) => caller.alert.sending.emailUnreached({ alertId }),
      action: "alert.unreached_mailed",
    },
  };
}
