import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { settleTextNotices } from "./settle-text-notices.ts";
import { untextableReasons, untextableWords, whyNotTextable } from "./why-not-textable-sql.ts";

/**
 * A text that must not leave any more, asked again with its claim (V8): texting was switched off or is paused, its number belongs to nobody
 * of the thread now, or may not be texted. Nobody is called, and its line says why. A test goes out while texting is off.
 */
export async function dropIfUntextable(em: EntityManager, ctx: Context, deliveryId: string): Promise<void> {
  const words = sql.join(
    untextableReasons.map((reason) => sql`when ${reason} then ${untextableWords[reason]}::text`),
    sql` `,
  );
  const { rows } = await sql`
    with text as (
      select delivery.id, case
          when delivery.purpose = 'conversation_text' and texting.enabled_at is null then 'Texting is switched off, so nothing was sent.'
          when texting.paused_at is not null then 'Texting is paused: ' || texting.provider_message
          when customer.id is not null and customer.phone <> delivery.address then 'Their number has changed meanwhile. Send it again to the new one.'
          when delivery.purpose = 'conversation_text' then case ${whyNotTextable(ctx, sql.ref("delivery.address"), sql.ref("delivery.customer_id"))} ${words} end end as words
      from delivery
      left join texting on texting.organisation_id = delivery.organisation_id
      left join customer on customer.organisation_id = delivery.organisation_id and customer.id = delivery.customer_id
      where delivery.id = ${deliveryId} and delivery.organisation_id = ${ctx.organisationId} and delivery.channel = 'sms' and delivery.status = 'waiting')
    update delivery set dropped_at = app_now(), provider_message = text.words
    from text where delivery.id = text.id and delivery.organisation_id = ${ctx.organisationId} and text.words is not null
    returning delivery.id`.execute(em.getKysely());
  if (rows.length > 0) await settleTextNotices(em, ctx, deliveryId);
}
