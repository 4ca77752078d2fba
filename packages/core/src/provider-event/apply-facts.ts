import type { EntityManager } from "@packpost/db/orm";
import { prepared } from "@packpost/db/prepared";
import type { EmailEvent } from "@packpost/providers/email-event";
import { sql } from "kysely";
import * as z from "zod";
import type { Context } from "../context.ts";
import { noteEvidence } from "../send-protocol/note-evidence.ts";
import { blockByEvents } from "../suppression/block-addresses.ts";
import {
  type MatchedEvent,
  type SubjectKind,
  type SubjectTable,
  subjectById,
  subjectTables,
} from "./event-subject.ts";
import { insertClicks, insertOpenings } from "./insert-acts.ts";
import { keepOptOuts } from "./keep-opt-outs.ts";
import { tellBotsApart } from "./tell-bots-apart.ts";
import { writeFacts } from "./write-facts.ts";

/**
 * Writes what matched events say of recipients and deliveries: first-seen facts, openings and clicks, suppressions, opt-outs.
 * Rows are locked in the order of their ids, recipients before deliveries, so that two groups of events never wait for each
 * other. Facts move to an earlier time only, but for openings and clicks, which are evaluated over all events of the mail:
 * any order of events gives the same row. Call it in a transaction that plans by key.
 */
export async function applyFacts(
  em: EntityManager,
  ctx: Context,
  events: readonly MatchedEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await noteEvidence(
    em,
    ctx,
    events.flatMap(({ event }) => event.attemptId ?? []),
  );
  for (const kind of kinds)
    await applyTo(
      em,
      ctx,
      subjectTables[kind],
      events.filter((event) => event.kind === kind),
    );
}

const kinds: readonly SubjectKind[] = ["recipient", "delivery"];

async function applyTo(
  em: EntityManager,
  ctx: Context,
  subject: SubjectTable,
  events: readonly MatchedEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const of = (...kinds: EmailEvent["kind"][]) => events.filter(({ event }) => kinds.includes(event.kind));
  const held = await lockSubjects(em, ctx, subject, events);
  await insertOpenings(em, ctx, subject, of("opened"));
  await insertClicks(em, ctx, subject, of("clicked"));
  const evaluated = whatToEvaluate(held, events);
  await tellBotsApart(em, ctx, subject, evaluated);
  await writeFacts(em, ctx, subject, {
    events,
    opened: evaluated.openings.map(({ id }) => id),
    clicked: evaluated.clicks.map(({ id }) => id),
  });
  // A dead or complaining address is that for every other mail too.
  await blockByEvents(
    em,
    ctx,
    of("hard_bounced", "complained").map(({ event, id }) => ({ event, about: id })),
    sql`select ${subject.address} as address from (${subjectById(ctx, subject, sql.ref("event.about"))}) subject`,
  );
  await keepOptOuts(em, ctx, subject, of("unsubscribed", "complained"));
}

const heldSchema = z.object({
  id: z.string(),
  delivered_at: z.coerce.date().nullable(),
  has_openings: z.boolean(),
  has_clicks: z.boolean(),
});
type Held = z.infer<typeof heldSchema>;

async function lockSubjects(
  em: EntityManager,
  ctx: Context,
  { table }: SubjectTable,
  events: readonly MatchedEvent[],
): Promise<Held[]> {
  const { rows } = await sql`${prepared}
    select id, delivered_at, coalesce(opened_at, bot_opened_at) is not null as has_openings,
      coalesce(clicked_at, bot_clicked_at) is not null as has_clicks
    from ${table} where id = any(${[...new Set(events.map(({ id }) => id))]}::uuid[]) and organisation_id = ${ctx.organisationId}
    order by id for no key update`.execute(em.getKysely());
  return rows.map((row) => heldSchema.parse(row));
}

/** A click can prove an opening a bot's, a delivery both; of a mail that has neither there is nothing to evaluate. */
function whatToEvaluate(held: readonly Held[], events: readonly MatchedEvent[]) {
  const reported = (kind: EmailEvent["kind"]) =>
    Map.groupBy(
      events.filter(({ event }) => event.kind === kind),
      ({ id }) => id,
    );
  const [delivered, opened, clicked] = [reported("delivered"), reported("opened"), reported("clicked")];
  const evaluated = held
    .filter(({ id }) => delivered.has(id) || opened.has(id) || clicked.has(id))
    .map(({ id, delivered_at, has_clicks, has_openings }) => {
      const times = (delivered.get(id) ?? []).map(({ event }) => event.occurredAt.getTime());
      const first = Math.min(delivered_at?.getTime() ?? Number.POSITIVE_INFINITY, ...times);
      return {
        id,
        deliveredAt: Number.isFinite(first) ? new Date(first) : null,
        clicks: has_clicks || clicked.has(id),
        openings: has_openings || opened.has(id),
      };
    });
  return {
    clicks: evaluated.filter(({ clicks }) => clicks),
    openings: evaluated.filter(({ openings }) => openings),
  };
}
