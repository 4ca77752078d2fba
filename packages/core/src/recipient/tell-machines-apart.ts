import type { EntityManager } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../context.ts";

/** Nobody has read a mail two seconds after it arrived; gateways look at it even before they take it. */
const beforeAnybodyReads = sql`interval '2 seconds'`;
/** Nobody follows two links of a mail within two seconds, or three within ten. */
const twoLinksWithin = sql`interval '2 seconds'`;
const threeLinksWithin = sql`interval '10 seconds'`;
/** A scanner that follows links loads the pictures too. */
const besideAScan = sql`interval '2 seconds'`;

/**
 * Judges anew all openings and clicks of these recipients (C11), and from that their first-seen facts. A function of all
 * events of a mail and of nothing else: whatever their order, the answer is the same, and a later event can prove an
 * earlier "person" a scanner. Call it with the recipients locked, after their events were written.
 * Uses click_by_recipient and opening_by_recipient.
 *
 * @param ids recipients whose openings, clicks or delivery have changed
 */
export async function tellMachinesApart(
  em: EntityManager,
  ctx: Context,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const kysely = em.getKysely();
  await sql`
    update click set machine = not machine
    where id = any(array(
      select click.id from ${theRecipients(ctx, ids)} cross join lateral (
        select * from click where recipient_id = recipient.id and organisation_id = recipient.organisation_id offset 0) click
      where click.machine <> (click.told_machine or coalesce(click.at < recipient.delivered_at + ${beforeAnybodyReads}, false) or ${isOfScan})))`.execute(
    kysely,
  );
  await sql`
    update opening set machine = not machine
    where organisation_id = ${ctx.organisationId} and dedupe_key = any(array(
      select opening.dedupe_key from ${theRecipients(ctx, ids)} cross join lateral (
        select * from opening where recipient_id = recipient.id and organisation_id = recipient.organisation_id offset 0) opening
      where opening.machine <> (opening.told_machine or coalesce(opening.at < recipient.delivered_at + ${beforeAnybodyReads}, false)
        or exists (select from click where click.recipient_id = opening.recipient_id and click.machine
                   and click.at between opening.at - ${besideAScan} and opening.at + ${besideAScan}))))`.execute(
    kysely,
  );
  await writeFacts(em, ctx, ids);
}

/** Whether `click` belongs to a burst over different links. */
const isOfScan: RawBuilder<boolean> = sql<boolean>`(
  exists (select from click other where other.recipient_id = click.recipient_id and other.url <> click.url
          and other.at between click.at - ${twoLinksWithin} and click.at + ${twoLinksWithin})
  or exists (select from click first where first.recipient_id = click.recipient_id
             and first.at between click.at - ${threeLinksWithin} and click.at
             and (select count(distinct url) from click among where among.recipient_id = click.recipient_id
                  and among.at between first.at and first.at + ${threeLinksWithin}) >= 3))`;

/**
 * These recipients as a from-item `recipient`. All here goes outward from them, one look-up by key each: joined as whole
 * sets, statistics from before the mail make the planner build one side anew for each row of the other, in minutes.
 */
const theRecipients = (ctx: Context, ids: readonly string[]): RawBuilder<unknown> => sql`
  unnest(${ids}::uuid[]) wanted (id) cross join lateral (
    select * from recipient where id = wanted.id and organisation_id = ${ctx.organisationId} offset 0) recipient`;

/** First-seen times from what was judged. A time that no kept event explains was written before events were kept: it stays. */
async function writeFacts(em: EntityManager, ctx: Context, ids: readonly string[]): Promise<void> {
  await sql`
    update recipient set opened_at = found.opened_at, machine_opened_at = found.machine_opened_at,
      clicked_at = found.clicked_at, machine_clicked_at = found.machine_clicked_at
    from (
      select recipient.id,
        least(opened.by_person, ${unexplained("opening", "opened_at")}) as opened_at,
        least(opened.by_machine, ${unexplained("opening", "machine_opened_at")}) as machine_opened_at,
        least(followed.by_person, ${unexplained("click", "clicked_at")}) as clicked_at,
        least(followed.by_machine, ${unexplained("click", "machine_clicked_at")}) as machine_clicked_at
      from ${theRecipients(ctx, ids)}
      cross join lateral (${firstOf("opening")}) opened
      cross join lateral (${firstOf("click")}) followed) found
    where recipient.id = found.id and recipient.organisation_id = ${ctx.organisationId}
      and (recipient.opened_at, recipient.machine_opened_at, recipient.clicked_at, recipient.machine_clicked_at)
        is distinct from (found.opened_at, found.machine_opened_at, found.clicked_at, found.machine_clicked_at)`.execute(
    em.getKysely(),
  );
}

function firstOf(table: "opening" | "click"): RawBuilder<unknown> {
  return sql`select min(at) filter (where not machine) as by_person, min(at) filter (where machine) as by_machine
    from ${sql.table(table)} told where told.recipient_id = recipient.id and told.organisation_id = recipient.organisation_id`;
}

function unexplained(table: "opening" | "click", fact: string): RawBuilder<unknown> {
  const [time, kept] = [sql.ref(`recipient.${fact}`), sql.table(table)];
  return sql`case when not exists (select from ${kept} kept where kept.recipient_id = recipient.id and kept.at = ${time}) then ${time} end`;
}
