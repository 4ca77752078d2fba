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
  const mine = sql`recipient.id = any(${ids}::uuid[]) and recipient.organisation_id = ${ctx.organisationId}`;
  await sql`
    update click set machine = judged.machine
    from (
      select click.id, click.told_machine or coalesce(click.at < recipient.delivered_at + ${beforeAnybodyReads}, false) or ${isOfScan} as machine
      from recipient join click on click.recipient_id = recipient.id and click.organisation_id = recipient.organisation_id
      where ${mine}) judged
    where click.id = judged.id and click.machine <> judged.machine`.execute(kysely);
  await sql`
    update opening set machine = judged.machine
    from (
      select opening.dedupe_key, opening.told_machine or coalesce(opening.at < recipient.delivered_at + ${beforeAnybodyReads}, false)
        or exists (select from click where click.recipient_id = opening.recipient_id and click.machine
                   and click.at between opening.at - ${besideAScan} and opening.at + ${besideAScan}) as machine
      from recipient join opening on opening.recipient_id = recipient.id and opening.organisation_id = recipient.organisation_id
      where ${mine}) judged
    where opening.dedupe_key = judged.dedupe_key and opening.organisation_id = ${ctx.organisationId} and opening.machine <> judged.machine`.execute(
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

/** First-seen times from what was judged. A time that no kept event explains was written before events were kept: it stays. */
async function writeFacts(em: EntityManager, ctx: Context, ids: readonly string[]): Promise<void> {
  await sql`
    with found as (
      select recipient.id,
        least(min(opening.at) filter (where not opening.machine), ${unexplained("opening", "opened_at")}) as opened_at,
        least(min(opening.at) filter (where opening.machine), ${unexplained("opening", "machine_opened_at")}) as machine_opened_at
      from recipient left join opening on opening.recipient_id = recipient.id and opening.organisation_id = recipient.organisation_id
      where recipient.id = any(${ids}::uuid[]) and recipient.organisation_id = ${ctx.organisationId}
      group by recipient.id
    ), followed as (
      select recipient.id,
        least(min(click.at) filter (where not click.machine), ${unexplained("click", "clicked_at")}) as clicked_at,
        least(min(click.at) filter (where click.machine), ${unexplained("click", "machine_clicked_at")}) as machine_clicked_at
      from recipient left join click on click.recipient_id = recipient.id and click.organisation_id = recipient.organisation_id
      where recipient.id = any(${ids}::uuid[]) and recipient.organisation_id = ${ctx.organisationId}
      group by recipient.id
    )
    update recipient set opened_at = found.opened_at, machine_opened_at = found.machine_opened_at,
      clicked_at = followed.clicked_at, machine_clicked_at = followed.machine_clicked_at
    from found join followed using (id)
    where recipient.id = found.id and recipient.organisation_id = ${ctx.organisationId}
      and (recipient.opened_at, recipient.machine_opened_at, recipient.clicked_at, recipient.machine_clicked_at)
        is distinct from (found.opened_at, found.machine_opened_at, followed.clicked_at, followed.machine_clicked_at)`.execute(
    em.getKysely(),
  );
}

function unexplained(table: "opening" | "click", fact: string): RawBuilder<unknown> {
  const [time, kept] = [sql.ref(`recipient.${fact}`), sql.table(table)];
  return sql`case when not exists (select from ${kept} kept where kept.recipient_id = recipient.id and kept.at = ${time}) then ${time} end`;
}
