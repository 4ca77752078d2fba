import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../../context.ts";
import type { HeldPerson } from "./merge-customers.ts";
import type { BeforeCustomers, MovedCustomers, PersonFields } from "./merge-record.ts";
import type { MergeFieldOfPerson } from "./schemas.ts";

interface Pair {
  readonly kept: HeldPerson;
  readonly merged: HeldPerson;
  readonly take: readonly MergeFieldOfPerson[];
}

/** How much an application says, the most first: of two for the same pass the kept record has the stronger. */
const applicationOrder = sql`array['approved', 'pending', 'inactive', 'denied']`;

/** Gives a held record what another has, in the running transaction. @returns what was moved, and what was changed */
export async function takeOver(
  em: EntityManager,
  ctx: Context,
  pair: Pair,
): Promise<{ moved: Omit<MovedCustomers, "household" | "led">; before: BeforeCustomers }> {
  const { kept, merged } = pair;
  const refused = await takeRefusals(em, ctx, pair);
  const applications = await takeApplications(em, ctx, pair);
  const { rows: transactions } = await sql<{ id: string }>`
    update transaction set customer_id = ${kept.id} where organisation_id = ${ctx.organisationId} and customer_id = ${merged.id} returning id`.execute(
    em.getKysely(),
  );
  const { rows: drafts } = await sql<{ id: string }>`
    update email_draft set customer_id = ${kept.id}
    where organisation_id = ${ctx.organisationId} and customer_id = ${merged.id} and (subject <> '' or body_markdown <> '')
      and not exists (select from email_draft mine where mine.organisation_id = email_draft.organisation_id and mine.customer_id = ${kept.id}
        and mine.staff_member_id = email_draft.staff_member_id)
    returning staff_member_id as id`.execute(em.getKysely());
  const became = await takeFields(em, ctx, pair);
  await takeNotices(em, ctx, pair);
  return {
    moved: {
      applications: applications.moved,
      transactions: transactions.map(({ id }) => id),
      emailDrafts: drafts.map(({ id }) => id),
    },
    before: {
      kept: fieldsOf(kept),
      became,
      merged: { ...fieldsOf(merged), familyId: merged.familyId },
      ...{ applications: applications.changed, dropped: applications.dropped, refused },
    },
  };
}

const fieldsOf = ({
  firstName,
  lastName,
  email,
  phone,
  zone,
  language,
  externalId,
  contact,
}: PersonFields): PersonFields => ({
  ...{ firstName, lastName, email, phone, zone, language, externalId, contact },
});

/** The chosen fields, and what the kept record lacks. The id of another system is given away first: it leads to one record alone. */
async function takeFields(
  em: EntityManager,
  ctx: Context,
  { kept, merged, take }: Pair,
): Promise<PersonFields> {
  const { organisationId } = ctx;
  const kysely = em.getKysely();
  const chosen = <Value>(field: MergeFieldOfPerson, mine: Value, theirs: Value): Value => {
    const isEmpty = (value: Value) => value === null || value === "";
    return (take.includes(field) && !isEmpty(theirs)) || isEmpty(mine) ? theirs : mine;
  };
  const became: PersonFields = {
    firstName: chosen("firstName", kept.firstName, merged.firstName),
    lastName: chosen("lastName", kept.lastName, merged.lastName),
    email: chosen("email", kept.email, merged.email),
    phone: chosen("phone", kept.phone, merged.phone),
    zone: kept.zone ?? merged.zone,
    language: kept.language ?? merged.language,
    externalId: kept.externalId ?? merged.externalId,
    contact: kept.contact,
  };
  if (kept.externalId === null && merged.externalId !== null)
    await sql`update customer set external_id = null where organisation_id = ${organisationId} and id = ${merged.id}`.execute(
      kysely,
    );
  await sql`
    update customer set first_name = ${became.firstName}, last_name = ${became.lastName}, email = ${became.email}, phone = ${became.phone},
      zone = ${became.zone}, language = ${became.language}, external_id = ${became.externalId}
    where organisation_id = ${organisationId} and id = ${kept.id}`.execute(kysely);
  return became;
}

/** Of each channel on which the merged one, or their mailbox, said no: the kept one has it from now on (C18). */
async function takeRefusals(
  em: EntityManager,
  ctx: Context,
  { kept, merged }: Pair,
): Promise<BeforeCustomers["refused"]> {
  const { organisationId } = ctx;
  const { rows } = await sql<BeforeCustomers["refused"][number]>`
    with said as materialized (
      select channel, source, changed_at from preference
      where organisation_id = ${organisationId} and customer_id = ${merged.id} and not subscribed
      union all
      select 'campaign', choice.source, choice.changed_at
      from mailbox_choice choice
      where choice.organisation_id = ${organisationId} and choice.email_key = address_key(${merged.email}) and not choice.subscribed
    ), first as (
      select distinct on (channel) * from said order by channel, changed_at desc
    ), known as materialized (
      select first.*, mine.subscribed as was, address_key(${kept.email}) as mailbox,
        (select subscribed from mailbox_choice where mailbox_choice.organisation_id = ${organisationId} and mailbox_choice.email_key = address_key(${kept.email})) as "mailboxWas"
      from first
      left join preference mine on mine.organisation_id = ${organisationId} and mine.customer_id = ${kept.id} and mine.channel = first.channel
      where mine.subscribed is distinct from false
    ), written as (
      insert into preference (organisation_id, customer_id, channel, subscribed, source, changed_at)
      select ${organisationId}, ${kept.id}, channel, false, source, app_now() from known
      on conflict (customer_id, channel, organisation_id) do update set subscribed = false, source = excluded.source, changed_at = excluded.changed_at, email_key = null
    )
    select channel, was, mailbox, "mailboxWas", to_jsonb(app_now()::timestamptz(3)) #>> '{}' as at from known`.execute(
    em.getKysely(),
  );
  return rows;
}

async function takeApplications(
  em: EntityManager,
  ctx: Context,
  { kept, merged }: Pair,
): Promise<{ moved: string[]; changed: BeforeCustomers["applications"]; dropped: unknown[] }> {
  const { organisationId } = ctx;
  const kysely = em.getKysely();
  const place = (column: string) => sql`array_position(${applicationOrder}, ${sql.ref(column)})`;
  const { rows: changed } = await sql<BeforeCustomers["applications"][number]>`
    update application mine set status = theirs.status from application theirs
    where mine.organisation_id = ${organisationId} and mine.customer_id = ${kept.id}
      and theirs.organisation_id = ${organisationId} and theirs.customer_id = ${merged.id} and theirs.pass_id = mine.pass_id
      and ${place("theirs.status")} < ${place("mine.status")}
    returning mine.id, old.status as was, new.status as became`.execute(kysely);
  const { rows: moved } = await sql<{ id: string }>`
    update application set customer_id = ${kept.id}
    where organisation_id = ${organisationId} and customer_id = ${merged.id}
      and not exists (select from application mine where mine.organisation_id = application.organisation_id and mine.customer_id = ${kept.id} and mine.pass_id = application.pass_id)
    returning id`.execute(kysely);
  // What is left is of passes that both applied for: the record of the merge keeps it, no audience does.
  const { rows: dropped } = await sql<{ row: unknown }>`
    delete from application where organisation_id = ${organisationId} and customer_id = ${merged.id} returning to_jsonb(application) as row`.execute(
    kysely,
  );
  return { moved: moved.map(({ id }) => id), changed, dropped: dropped.map(({ row }) => row) };
}

/** What was still to be mailed to the merged record: the kept one gets it, once. */
async function takeNotices(em: EntityManager, ctx: Context, { kept, merged }: Pair): Promise<void> {
  const { organisationId } = ctx;
  const kysely = em.getKysely();
  await sql`
    update message_notice notice set customer_id = ${kept.id}
    where organisation_id = ${organisationId} and customer_id = ${merged.id} and settled_at is null
      and not exists (select from message_notice mine where mine.organisation_id = notice.organisation_id and mine.entry_id = notice.entry_id and mine.customer_id = ${kept.id})`.execute(
    kysely,
  );
  await sql`
    update message_notice set settled_at = app_now(), outcome = 'read'
    where organisation_id = ${organisationId} and customer_id = ${merged.id} and settled_at is null`.execute(
    kysely,
  );
}
