import { Organisation } from "@packpost/db/entities/organisation.entity";
import type { Role } from "@packpost/db/entities/staff-member.entity";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { letterheadOf } from "../../campaign/letterhead-of.ts";
import type { Context } from "../../context.ts";
import { queueDeliveries } from "../../delivery/queue-deliveries.ts";
import type { HeldThread } from "../hold-thread.ts";
import { visitsOfDay } from "../thread-scope.ts";
import { renderMessagesMail, type ShownMessage } from "./render-messages-mail.ts";

/** So many mails within an hour one human gets about one thread because of mails that came in (V9): two programs that answer each other end there. */
const MOST_BY_MAIL = 5;

/**
 * Mails what a family's customers wrote to everybody who has a visit there that day (V7), read or not, seniors too, once its sixty
 * seconds are over. Whom, is asked now, of the visits that are not cancelled and the staff who work here (T20).
 */
export async function tellVisitors(em: EntityManager, ctx: Context, thread: HeldThread): Promise<void> {
  const notice = await takeDueNotice(em, ctx, thread.id);
  if (notice === null || thread.familyId === null) return;
  const messages = await readMessages(em, ctx, thread.id, notice.fromNumber);
  const [first] = messages;
  if (first === undefined) return;
  const byMailAlone = messages.every(({ via }) => via === "email");
  const about = messages.find(({ via }) => via !== "email") ?? first;
  const visitors = await readVisitors(
    em,
    ctx,
    { ...thread, familyId: thread.familyId },
    first.at,
    byMailAlone,
  );
  const organisation = await em.findOneOrFail(Organisation, { id: ctx.organisationId });
  for (const { email, role } of visitors) {
    const url =
      role === "basic"
        ? `${ctx.appUrl}/customers/${first.customerId}/messages`
        : `${ctx.appUrl}/messages/${thread.id}`;
    await queueDeliveries(em, ctx, {
      purpose: "visit_notice",
      campaignId: null,
      requestedBy: null,
      to: [email],
      entryId: about.id,
      organisation,
      message: await renderMessagesMail({
        letterhead: letterheadOf(organisation, ctx),
        language: "en",
        zone: organisation.zone,
        subject: `${messages[0]?.family ?? "A family"} wrote: you visit them today`,
        messages,
        button: { words: "Open the conversation", url },
        after: "Answer in Packpost: replies to this email do not reach the family.",
        closing: "You get this because you have a visit at this family that day.",
      }),
    });
  }
  await sql`
    update visit_notice set people = ${visitors.length} where organisation_id = ${ctx.organisationId} and id = ${notice.id}`.execute(
    em.getKysely(),
  );
}

/** The notice whose time has come, settled from now on: what is written after this starts the next. */
async function takeDueNotice(em: EntityManager, ctx: Context, threadId: string) {
  const { rows } = await sql<{ id: string; fromNumber: number }>`
    update visit_notice set settled_at = app_now(), people = 0
    where organisation_id = ${ctx.organisationId} and thread_id = ${threadId} and settled_at is null and due_at <= app_now()
    returning id, from_number as "fromNumber"`.execute(em.getKysely());
  return rows[0] ?? null;
}

interface CustomerMessage extends ShownMessage {
  readonly id: string;
  readonly customerId: string;
  readonly via: string;
  readonly family: string;
}

/** What customers said since the notice began; not what is no message: keywords, automatic answers, reactions. */
async function readMessages(
  em: EntityManager,
  ctx: Context,
  threadId: string,
  fromNumber: number,
): Promise<CustomerMessage[]> {
  const { rows } = await sql<CustomerMessage & { at: string }>`
    select entry.id, coalesce(customer.id, contact.id) as "customerId", entry.via, entry.at, entry.body, family.name as family,
      coalesce(btrim(customer.first_name || ' ' || customer.last_name), entry.from_address, family.name) as author
    from entry
    join thread on thread.organisation_id = entry.organisation_id and thread.id = entry.thread_id
    join family on family.organisation_id = thread.organisation_id and family.id = thread.family_id
    left join customer on customer.organisation_id = entry.organisation_id and customer.id = entry.customer_id
    left join lateral (
      select id from customer one where one.organisation_id = family.organisation_id and one.family_id = family.id order by contact, id limit 1) contact on true
    where entry.organisation_id = ${ctx.organisationId} and entry.thread_id = ${threadId} and entry.number >= ${fromNumber}::int
      and entry.kind = 'message' and entry.staff_member_id is null
    order by entry.number limit 50`.execute(em.getKysely());
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}

/** Staff with a visit at the family on the day of the message, in the organisation's zone. */
async function readVisitors(
  em: EntityManager,
  ctx: Context,
  thread: { readonly id: string; readonly familyId: string },
  at: Date,
  byMailAlone: boolean,
): Promise<{ email: string; role: Role }[]> {
  const visits = visitsOfDay(ctx, {
    staffMemberId: sql`staff.id`,
    familyId: sql`${thread.familyId}`,
    at: sql`${at.toISOString()}::timestamptz`,
  });
  const toldByMail = sql`(
    select count(*) from delivery told
    join entry on entry.organisation_id = told.organisation_id and entry.id = told.entry_id and entry.thread_id = ${thread.id} and entry.via = 'email'
    where told.organisation_id = ${ctx.organisationId} and told.purpose = 'visit_notice' and told.address = person.email
      and told.created_at > app_now() - interval '1 hour')`;
  const { rows } = await sql<{ email: string; role: Role }>`
    select person.email, staff.role
    from staff_member staff
    join auth_user person on person.id = staff.user_id
    where staff.organisation_id = ${ctx.organisationId} and staff.ended_at is null
      and exists (select ${visits})
      and ${byMailAlone ? sql`${toldByMail} < ${MOST_BY_MAIL}` : sql`true`}
    order by staff.id`.execute(em.getKysely());
  return rows;
}
