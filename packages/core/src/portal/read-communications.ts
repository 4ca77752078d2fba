import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import { blockedBy } from "../address/blocked-by-sql.ts";
import { shownNumber } from "../address/read-number.ts";
import { shownAddress } from "../address/shown-address.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { mailboxOptedOut } from "../unsubscribe/mailbox-choice.ts";

/** Why no mail but account mail reaches somebody, whatever they choose (C14). */
export type MailBarrier = "bounced" | "complained" | "by_hand";

export interface Communications {
  /** As people read it; null = none is known. */
  email: string | null;
  /** As people read it; null = none is known. */
  phone: string | null;
  subscribed: { campaign: boolean; notice: boolean; text: boolean };
  barrier: MailBarrier | null;
  /** Others have the same mailbox: what is chosen holds for them. */
  shared: boolean;
  /** STOP came from their phone: only a START from there lifts it (A12). */
  stopped: boolean;
  /** Whence the organisation texts, as people read it. */
  textsFrom: string | null;
}

type Row = Omit<Communications, "subscribed"> & Communications["subscribed"];

/**
 * What the acting customer is sent (P6), and what stands in the way of it.
 * @throws {PackpostError} forbidden, not_found
 */
export async function readCommunications({ ctx }: { ctx: Context }): Promise<Communications> {
  requirePermission(ctx, "subscription.change");
  const customerId = ctx.actor.kind === "customer" ? ctx.actor.id : null;
  const { organisationId } = ctx;
  const said = (channel: "campaign" | "notice" | "text") => sql`exists (
    select from preference where preference.organisation_id = ${organisationId} and preference.customer_id = customer.id
      and channel = ${channel} and not subscribed)`;
  const reason = sql`(
    select case min(case reason when 'complaint' then 1 when 'by_hand' then 2 else 3 end) when 1 then 'complained' when 2 then 'by_hand' when 3 then 'bounced' end
    from suppression where suppression.organisation_id = ${organisationId} and ${blockedBy("email", sql`customer.email_key`)})`;
  const others = (condition: ReturnType<typeof sql>) => sql`exists (
    select from customer other where other.organisation_id = ${organisationId} and other.email_key = customer.email_key and ${condition})`;
  const noNotices = sql`exists (select from preference wish where wish.organisation_id = ${organisationId} and wish.customer_id = other.id
    and wish.channel = 'notice' and not wish.subscribed)`;
  const { rows } = await inOrganisation(ctx.orm, organisationId, (em) =>
    sql<Row>`
      select customer.email, customer.phone, ${reason} as barrier,
        not ${said("campaign")} and not ${mailboxOptedOut(sql`customer.email_key`)} as campaign,
        not ${said("notice")} and not ${others(noNotices)} as notice,
        not ${said("text")} and number.opted_out_at is null as text,
        ${others(sql`other.id <> customer.id`)} as shared,
        number.opted_out_at is not null and number.opted_out_by <> 'staff' as stopped,
        (select texting.number from texting where texting.organisation_id = ${organisationId}) as "textsFrom"
      from customer
      left join phone_number number on number.organisation_id = customer.organisation_id and number.number = customer.phone
      where customer.organisation_id = ${organisationId} and customer.id = ${customerId}::uuid`.execute(
      em.getKysely(),
    ),
  );
  const [row] = rows;
  if (row === undefined) throw new PackpostError("not_found", "This account is not there any more.");
  const { email, phone, textsFrom, campaign, notice, text, barrier, shared, stopped } = row;
  return {
    email: email === null ? null : shownAddress(email),
    phone: phone === null ? null : shownNumber(phone),
    textsFrom: textsFrom === null ? null : shownNumber(textsFrom),
    subscribed: { campaign, notice, text },
    ...{ barrier, shared, stopped: stopped ?? false },
  };
}
