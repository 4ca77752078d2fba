import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { reasonBit } from "../audience/reasons.ts";
import type { Context } from "../context.ts";
import type { Picked } from "./judge-text.ts";

/**
 * Whoever was to be texted at a number is not, or not there: of those whom the alert has left out for that alone, the one who comes first
 * waits for their turn instead, in the slice of who is judged just now, which is open (T34). By alert_recipient_by_number.
 * @param input.number the one given up, as the snapshot had it; null = none
 */
export async function passNumberOn(
  em: EntityManager,
  ctx: Context,
  { picked, number }: { readonly picked: Picked; readonly number: string | null },
): Promise<void> {
  if (number === null) return;
  const kysely = em.getKysely();
  const { rows } = await sql<{ customer_id: string }>`
    update recipient set skipped_at = null, skip_reasons = 0, slice = ${picked.slice}
    where organisation_id = ${ctx.organisationId} and id = (
      select heir.id from alert_recipient who
      join recipient heir on heir.organisation_id = who.organisation_id and heir.broadcast_id = who.alert_id and heir.customer_id = who.customer_id
      where who.organisation_id = ${ctx.organisationId} and who.alert_id = ${picked.alertId} and who.number = ${number} and who.customer_id <> ${picked.customerId}
        and heir.status = 'skipped' and heir.skip_reasons = ${sql.lit(reasonBit("same_number"))}
        and not exists (
          select from alert_recipient other where other.organisation_id = who.organisation_id and other.alert_id = who.alert_id and other.number = who.number and other.holds_number)
      order by who.starts_at, who.customer_id limit 1)
    returning customer_id`.execute(kysely);
  const [heir] = rows;
  if (heir === undefined) return;
  await sql`
    update alert_recipient set holds_number = true, same_as = null
    where organisation_id = ${ctx.organisationId} and alert_id = ${picked.alertId} and customer_id = ${heir.customer_id}`.execute(
    kysely,
  );
}
