import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { alertReasonsIn, reasonsIn } from "../audience/reasons.ts";
import type { Context } from "../context.ts";
import { instantFrom } from "../paging/instant.ts";
import type { Outcome } from "./schemas.ts";

type Instants =
  | "statusAt"
  | "sentAt"
  | "deliveredAt"
  | "openedAt"
  | "clickedAt"
  | "bouncedAt"
  | "complainedAt"
  | "unsubscribedAt";

interface Row extends Omit<Outcome, Instants | "reasons"> {
  readonly skipReasons: number;
  readonly times: Readonly<Record<Instants, string | null>>;
}

const factsOf = (table: "recipient" | "delivery") => sql`
  jsonb_build_object('statusAt', ${sql.ref(`${table}.status_at`)}, 'sentAt', ${sql.ref(`${table}.sent_at`)}, 'deliveredAt', ${sql.ref(`${table}.delivered_at`)},
    'openedAt', ${sql.ref(`${table}.opened_at`)}, 'clickedAt', ${sql.ref(`${table}.clicked_at`)},
    'bouncedAt', least(${sql.ref(`${table}.hard_bounced_at`)}, ${sql.ref(`${table}.soft_bounced_at`)}),
    'complainedAt', ${sql.ref(`${table}.complained_at`)}, 'unsubscribedAt', ${sql.ref(`${table}.unsubscribed_at`)}) as times`;

/**
 * How messages stand now, in the order in which each was named last; those that wait again are left out. What went to a record that was
 * merged since is told of the one that was kept, as at every door (P11). By the primary keys.
 * @param named single = a delivery, else a recipient
 */
export async function readOutcomes(
  em: EntityManager,
  ctx: Context,
  named: readonly { readonly message_id: string; readonly single: boolean }[],
): Promise<Outcome[]> {
  if (named.length === 0) return [];
  const { organisationId } = ctx;
  const idsOf = (single: boolean) =>
    named.filter((one) => one.single === single).map((one) => one.message_id);
  const kept = sql`join customer on customer.organisation_id = ${organisationId} and customer.id = coalesce(written.merged_into, written.id)`;
  const { rows } = await sql<Row>`
    select recipient.id, broadcast.kind, case broadcast.kind when 'alert' then 'sms' else 'email' end as channel, null as purpose,
      (select jsonb_build_object('id', campaign.id, 'name', campaign.name) from campaign
        where campaign.organisation_id = broadcast.organisation_id and campaign.id = broadcast.id) as campaign,
      case broadcast.kind when 'alert' then broadcast.id end as "alertId",
      jsonb_build_object('id', customer.id, 'externalId', customer.external_id, 'number', customer.number) as customer,
      case broadcast.kind when 'alert' then (select told.number from alert_recipient told where told.organisation_id = recipient.organisation_id
        and told.alert_id = recipient.broadcast_id and told.customer_id = recipient.customer_id) else recipient.email end as address,
      recipient.status, recipient.skip_reasons as "skipReasons", recipient.provider_message as "providerMessage", ${factsOf("recipient")}
    from unnest(${idsOf(false)}::uuid[]) wanted (id)
    join recipient on recipient.organisation_id = ${organisationId} and recipient.id = wanted.id
    join broadcast on broadcast.organisation_id = ${organisationId} and broadcast.id = recipient.broadcast_id
    join customer written on written.organisation_id = ${organisationId} and written.id = recipient.customer_id
    ${kept}
    where recipient.status not in ('waiting', 'claimed')
    union all
    select delivery.id, 'single', delivery.channel, delivery.purpose, null, null, jsonb_build_object('id', customer.id, 'externalId', customer.external_id, 'number', customer.number),
      delivery.address, delivery.status, 0, delivery.provider_message, ${factsOf("delivery")}
    from unnest(${idsOf(true)}::uuid[]) wanted (id)
    join delivery on delivery.organisation_id = ${organisationId} and delivery.id = wanted.id
    join customer written on written.organisation_id = ${organisationId} and written.id = delivery.customer_id
    ${kept}
    where delivery.status not in ('waiting', 'claimed')`.execute(em.getKysely());
  const byId = new Map(rows.map((row) => [row.id, outcomeOf(row)]));
  const lastFirst = new Set(named.map((one) => one.message_id).toReversed());
  return [...lastFirst].toReversed().flatMap((id) => byId.get(id) ?? []);
}

function outcomeOf({ skipReasons, times, ...row }: Row): Outcome {
  const iso = (name: Instants) => instantFrom(times[name])?.toISOString() ?? null;
  return {
    ...row,
    reasons: row.kind === "alert" ? alertReasonsIn(skipReasons) : reasonsIn(skipReasons),
    statusAt: iso("statusAt"),
    sentAt: iso("sentAt"),
    deliveredAt: iso("deliveredAt"),
    openedAt: iso("openedAt"),
    clickedAt: iso("clickedAt"),
    bouncedAt: iso("bouncedAt"),
    complainedAt: iso("complainedAt"),
    unsubscribedAt: iso("unsubscribedAt"),
  };
}
