import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../../context.ts";
import { whyRefused } from "../../delivery/why-refused-sql.ts";
import { isUnreached, personTables } from "../person-sql.ts";

/** Why somebody cannot be sent an alert as mail. */
export type NoMailReason = "no_address" | "unsubscribed" | "blocked" | "same_mailbox";

/** Somebody whom an alert has not reached, as mail sees them. */
export interface UnreachedMail {
  readonly customerId: string;
  readonly name: string;
  readonly email: string | null;
  /** Their own; null = not said. */
  readonly language: string | null;
  /** It was sent to them as mail. */
  readonly mailed: boolean;
  /** Why not; null = it can be, or was. */
  readonly noMail: NoMailReason | null;
}

interface Row {
  readonly customer_id: string;
  readonly name: string;
  readonly email: string | null;
  /** Their mailbox as it compares. */
  readonly email_key: string | null;
  readonly language: string | null;
  readonly mailed: boolean;
  readonly refused: Exclude<NoMailReason, "same_mailbox"> | null;
}

/**
 * Whom an alert has not reached, and of each whether it can be sent as mail (A13): one answer for the button, the call list and the sending.
 * One mail a mailbox, also where it had one before.
 * @param held locks them, so that two who press at once do not both mail them
 */
export async function mailOfUnreached(
  em: EntityManager,
  ctx: Context,
  alertId: string,
  { held = false } = {},
): Promise<UnreachedMail[]> {
  const { rows } = await sql<Row>`
    select who.customer_id, btrim(customer.first_name || ' ' || customer.last_name) as name, customer.email, customer.email_key, customer.language,
      who.email_delivery_id is not null as mailed,
      case when customer.email_key is null then 'no_address' else ${whyRefused(sql.ref("customer.email_key"))} end as refused
    from ${personTables}
    where who.organisation_id = ${ctx.organisationId} and who.alert_id = ${alertId} and ${isUnreached}
    order by who.customer_id ${held ? sql`for no key update of who` : sql``}`.execute(em.getKysely());
  const mailboxes = new Set(
    rows.flatMap(({ mailed, email_key }) => (mailed && email_key !== null ? [email_key] : [])),
  );
  return rows.map(({ customer_id, name, email, email_key, language, mailed, refused }) => {
    const noMail = mailed
      ? null
      : (refused ?? (email_key !== null && mailboxes.has(email_key) ? "same_mailbox" : null));
    if (noMail === null && email_key !== null) mailboxes.add(email_key);
    return { customerId: customer_id, name, email, language, mailed, noMail };
  });
}
