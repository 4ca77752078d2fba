import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { requireCustomer } from "../list/require-customer.ts";
import { isOfCustomer } from "../merge/same-customer-sql.ts";
import type { CustomerIdInput } from "../page/get-customer.ts";

/** A row as the file has it: plain values, times as ISO. */
export type HeldRow = Record<string, unknown>;

/** Everything that is held of one person, by what it is (P11): one table of the file each. */
export interface HeldData {
  number: number;
  tables: { name: string; rows: HeldRow[] }[];
}

/** So many of a kind at most: a person's are hundreds. */
const MOST = 50_000;

/**
 * Reads everything that is held of one person and their merged records, for them to have (P11; GDPR, article 15): who they are, what they
 * hold and did, what they were sent with what became of it, what they wrote, what they asked for, and who has changed their file. What the
 * team wrote among itself about them (notes) is theirs too. The audit says that it was read, and by whom.
 * @throws {PackpostError} forbidden, not_found
 */
export async function readHeld({ ctx, input }: { ctx: Context; input: CustomerIdInput }): Promise<HeldData> {
  requirePermission(ctx, "customer.read");
  requirePermission(ctx, "campaign.export");
  const { customerId } = input;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await requireCustomer(em, ctx, customerId);
    const tables: HeldData["tables"] = [];
    for (const [name, select] of selectsOf(ctx, customerId))
      tables.push({ name, rows: await read(em, select) });
    writeAudit(em, ctx, { action: "customer.data_exported", subjectKind: "customer", subjectId: customerId });
    const number = Number(tables[0]?.rows[0]?.number ?? 0);
    return { number, tables };
  });
}

async function read(em: EntityManager, select: RawBuilder<unknown>): Promise<HeldRow[]> {
  const { rows } = await sql<{ row: HeldRow }>`
    select to_jsonb(held) as row from (${select} limit ${sql.lit(MOST)}) held`.execute(em.getKysely());
  return rows.map(({ row }) => row);
}

/** One select a table of the file, each by the index of its customer. */
function selectsOf(ctx: Context, customerId: string): readonly (readonly [string, RawBuilder<unknown>])[] {
  const { organisationId } = ctx;
  const mine = (table: string) =>
    sql`${sql.ref(`${table}.organisation_id`)} = ${organisationId} and ${isOfCustomer(sql.ref(`${table}.customer_id`), customerId)}`;
  const family = sql`(select family_id from customer where customer.organisation_id = ${organisationId} and customer.id = ${customerId})`;
  const ofFamily = (table: string) =>
    sql`${sql.ref(`${table}.organisation_id`)} = ${organisationId} and ${sql.ref(`${table}.family_id`)} = ${family}`;
  const mailboxes = sql`(select email_key from customer where customer.organisation_id = ${organisationId} and customer.id = ${customerId})`;
  const numbers = sql`(select phone from customer where customer.organisation_id = ${organisationId} and customer.id = ${customerId})`;
  return [
    [
      "person",
      sql`select customer.number, first_name, last_name, email, phone, zone, language, contact, customer.external_id, family.name as family, last_transaction_at, customer.created_at, customer.updated_at
        from customer join family on family.organisation_id = customer.organisation_id and family.id = customer.family_id
        where customer.organisation_id = ${organisationId} and ${isOfCustomer(sql`customer.id`, customerId)} order by customer.merged_into is not null, customer.number`,
    ],
    ["pets", sql`select name, status, created_at from pet where ${ofFamily("pet")} order by created_at, id`],
    [
      "applications",
      sql`select pass.name as pass, application.status, application.created_at from application
        join pass on pass.organisation_id = application.organisation_id and pass.id = application.pass_id where ${mine("application")} order by application.created_at`,
    ],
    [
      "registrations",
      sql`select pet.name as pet, pass.name as pass, registration.status, valid_through from registration
        join pet on pet.organisation_id = registration.organisation_id and pet.id = registration.pet_id
        join pass on pass.organisation_id = registration.organisation_id and pass.id = registration.pass_id where ${ofFamily("pet")} order by pass.name, pet.name`,
    ],
    [
      "visits",
      sql`select pet.name as pet, staff.name as staff, starts_at, ends_at, appointment.status from appointment
        join pet on pet.organisation_id = appointment.organisation_id and pet.id = appointment.pet_id
        join staff_member staff on staff.organisation_id = appointment.organisation_id and staff.id = appointment.staff_member_id
        where ${ofFamily("appointment")} order by starts_at`,
    ],
    ["transactions", sql`select kind, at from transaction where ${mine("transaction")} order by at`],
    [
      "campaigns_and_alerts",
      sql`select broadcast.kind, coalesce(campaign.name, left(alert.body, 200)) as name, recipient.email as address, told.number, recipient.status, recipient.claimed_at, recipient.sent_at,
          recipient.delivered_at, recipient.opened_at, recipient.clicked_at, recipient.unsubscribed_at, recipient.soft_bounced_at, recipient.hard_bounced_at, recipient.complained_at,
          recipient.provider_message, recipient.skip_facts
        from recipient join broadcast on broadcast.organisation_id = recipient.organisation_id and broadcast.id = recipient.broadcast_id
        left join campaign on campaign.organisation_id = broadcast.organisation_id and campaign.id = broadcast.id
        left join alert on alert.organisation_id = broadcast.organisation_id and alert.id = broadcast.id
        left join alert_recipient told on told.organisation_id = recipient.organisation_id and told.alert_id = recipient.broadcast_id and told.customer_id = recipient.customer_id
        where ${mine("recipient")} order by recipient.claimed_at nulls last, recipient.id`,
    ],
    [
      "links_followed",
      sql`select click.at, click.url, click.device, click.bot from recipient
        join click on click.organisation_id = recipient.organisation_id and click.recipient_id = recipient.id where ${mine("recipient")} order by click.at`,
    ],
    [
      "openings",
      sql`select opening.at, opening.device, opening.bot from recipient
        join opening on opening.organisation_id = recipient.organisation_id and opening.recipient_id = recipient.id where ${mine("recipient")} order by opening.at`,
    ],
    [
      "mails_and_texts",
      sql`select purpose, channel, address, subject, text, status, created_at, sent_at, delivered_at, opened_at, provider_message
        from delivery where ${mine("delivery")} order by created_at`,
    ],
    [
      "conversation",
      sql`select entry.at, entry.kind, entry.via, coalesce(staff.name, case when entry.customer_id is not null then 'customer' end) as author,
          ${isOfCustomer(sql`entry.customer_id`, customerId)} as by_this_person, coalesce(entry.full_text, entry.body) as text, entry.from_address
        from thread join entry on entry.organisation_id = thread.organisation_id and entry.thread_id = thread.id
        left join staff_member staff on staff.organisation_id = entry.organisation_id and staff.id = entry.staff_member_id
        where ${ofFamily("thread")} and entry.kind <> 'event' order by entry.number`,
    ],
    [
      "choices",
      sql`select channel, subscribed, source, changed_at from preference where ${mine("preference")}
        union all select 'campaign, at the mailbox', subscribed, source, changed_at from mailbox_choice where organisation_id = ${organisationId} and email_key = ${mailboxes}`,
    ],
    [
      "blocks",
      sql`select kind, value_key as value, reason, provider_message, created_at, lifted_at from suppression
        where organisation_id = ${organisationId} and value_key in (${mailboxes}, ${numbers}) order by created_at`,
    ],
    [
      "own_pages",
      sql`select device, created_at, seen_at, ended_at from portal_session where ${mine("portal_session")} order by created_at`,
    ],
    [
      "changes_of_the_file",
      sql`select audit.at, audit.action, coalesce(staff.name, audit.actor_kind) as by, audit.detail from audit
        left join staff_member staff on staff.organisation_id = audit.organisation_id and staff.id = audit.actor_id
        where audit.organisation_id = ${organisationId} and subject_kind = 'customer' and ${isOfCustomer(sql`audit.subject_id`, customerId)} order by audit.at`,
    ],
  ];
}
