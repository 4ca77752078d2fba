import type { EntityManager } from "@packpost/db/orm";
import { prepared } from "@packpost/db/prepared";
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../context.ts";
import type { SubjectTable } from "./event-subject.ts";

/** Nobody has read a mail two seconds after it arrived; gateways look at it even before they take it. */
const beforeAnybodyReads = sql`interval '2 seconds'`;
/** Nobody follows two links of a mail within two seconds, or three within ten. */
const twoLinksWithin = sql`interval '2 seconds'`;
const threeLinksWithin = sql`interval '10 seconds'`;
/** A scanner that follows links loads the pictures too. */
const besideAScan = sql`interval '2 seconds'`;

/** A row whose openings or clicks are to be evaluated, and when its mail arrived by all that is known now. */
export interface EvaluatedSubject {
  readonly id: string;
  readonly deliveredAt: Date | null;
}

/**
 * Evaluates all openings and clicks of these recipients or deliveries anew (C11). A function of all events of a mail and of
 * nothing else: whatever their order, the answer is the same, and a later event can prove an earlier "person" a scanner. Call
 * it with the rows locked, after their events were written. From each row outward by the indexes of click and opening,
 * whatever the planner believes of tables that were empty a minute ago.
 *
 * @param of whose clicks, whose openings: of most mails there is one of them, or none
 */
export async function tellBotsApart(
  em: EntityManager,
  ctx: Context,
  { reference }: SubjectTable,
  of: { readonly clicks: readonly EvaluatedSubject[]; readonly openings: readonly EvaluatedSubject[] },
): Promise<void> {
  const kysely = em.getKysely();
  if (of.clicks.length > 0)
    await sql`${prepared}
      update click set bot = not bot
      where id = any(array(
        select click.id from ${evaluatedRows(of.clicks)} subject (id, delivered_at) cross join lateral (
          select * from click where ${reference} = subject.id and organisation_id = ${ctx.organisationId} offset 0) click
        where click.bot <> (click.reported_bot or coalesce(click.at < subject.delivered_at + ${beforeAnybodyReads}, false) or ${isOfScan(reference)})))`.execute(
      kysely,
    );
  if (of.openings.length > 0)
    await sql`${prepared}
      update opening set bot = not bot
      where organisation_id = ${ctx.organisationId} and dedupe_key = any(array(
        select opening.dedupe_key from ${evaluatedRows(of.openings)} subject (id, delivered_at) cross join lateral (
          select * from opening where ${reference} = subject.id and organisation_id = ${ctx.organisationId} offset 0) opening
        where opening.bot <> (opening.reported_bot or coalesce(opening.at < subject.delivered_at + ${beforeAnybodyReads}, false)
          or exists (select from click where click.${reference} = opening.${reference} and click.bot
                     and click.at between opening.at - ${besideAScan} and opening.at + ${besideAScan}))))`.execute(
      kysely,
    );
}

function evaluatedRows(subjects: readonly EvaluatedSubject[]): RawBuilder<unknown> {
  return sql`unnest(${subjects.map(({ id }) => id)}::uuid[],
    ${subjects.map(({ deliveredAt }) => deliveredAt?.toISOString() ?? null)}::timestamptz[])`;
}

/** Whether `click` belongs to a burst over different links. */
const isOfScan = (reference: RawBuilder<unknown>): RawBuilder<boolean> => sql<boolean>`(
  exists (select from click other where other.${reference} = click.${reference} and other.url <> click.url
          and other.at between click.at - ${twoLinksWithin} and click.at + ${twoLinksWithin})
  or exists (select from click first where first.${reference} = click.${reference}
             and first.at between click.at - ${threeLinksWithin} and click.at
             and (select count(distinct url) from click among where among.${reference} = click.${reference}
                  and among.at between first.at and first.at + ${threeLinksWithin}) >= 3))`;
