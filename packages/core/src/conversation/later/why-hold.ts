import type { Role } from "@packpost/db/entities/staff-member.entity";
import type { HoldReason } from "@packpost/db/enums";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { staffActor } from "../../access/actor.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import { instantFrom } from "../../paging/instant.ts";
import { type ChosenRoute, requireTextRoute } from "../../texting/require-text-route.ts";
import type { HeldThread } from "../hold-thread.ts";
import { reachesNobody } from "../post-message.ts";
import { visibleThreads } from "../thread-scope.ts";
import type { HeldMessage } from "./hold-scheduled.ts";
import { nightOf, placeOf } from "./text-night.ts";

/** Later than that it waits for a person: what it says may be over. */
const LATEST = "1 hour";

/** What a second look found: it may go, as its author and by this route; or why it waits for a person. */
export type SecondLook =
  | { readonly go: true; readonly as: Context; readonly route: ChosenRoute | null }
  | { readonly go: false; readonly reason: HoldReason; readonly entryId?: string; readonly words?: string };

/**
 * Looks at a scheduled message once more, in the transaction that would post it, its thread held (V15): what would a person want to know who
 * sent it by hand now? The most telling reason wins.
 */
export async function lookAgain(
  em: EntityManager,
  ctx: Context,
  thread: HeldThread,
  message: HeldMessage,
): Promise<SecondLook> {
  const facts = await readFacts(em, ctx, message.id);
  if (facts.role === null) return { go: false, reason: "author_left" };
  const as: Context = { ...ctx, actor: staffActor(message.staffMemberId, facts.role) };
  if (!(await maySee(em, as, thread.id))) return { go: false, reason: "no_access" };
  if (facts.customerEntryId !== null)
    return { go: false, reason: "customer_wrote", entryId: facts.customerEntryId };
  if (facts.colleagueEntryId !== null)
    return { go: false, reason: "colleague_replied", entryId: facts.colleagueEntryId };
  if (facts.visitGone) return { go: false, reason: "visit_cancelled" };
  if (facts.visitMoved) return { go: false, reason: "visit_moved" };
  if (facts.late) return { go: false, reason: "late" };
  if (reachesNobody(thread, message.asText)) return { go: false, reason: "reaches_nobody" };
  if (!message.asText) return { go: true, as, route: null };
  const route = await routeOf(em, as, thread.id, message);
  if (route instanceof PackpostError)
    return { go: false, reason: "cannot_text", words: route.message.slice(0, 500) };
  const place = await placeOf(em, as, thread.id, message.textCustomerId);
  if (place !== null && (await nightOf(em, as, place, instantFrom(facts.now))))
    return { go: false, reason: "quiet_hours" };
  return { go: true, as, route };
}

/** By which number it goes as a text, asked again now (T6), or why by none. */
export async function routeOf(
  em: EntityManager,
  ctx: Context,
  threadId: string,
  { body, attachmentIds, textCustomerId: customerId }: HeldMessage,
): Promise<ChosenRoute | PackpostError> {
  try {
    return await requireTextRoute(em, ctx, threadId, { customerId, body, attachmentIds });
  } catch (error) {
    if (error instanceof PackpostError) return error;
    throw error;
  }
}

interface Facts {
  /** Null = they do not work here any more. */
  readonly role: Role | null;
  readonly customerEntryId: string | null;
  readonly colleagueEntryId: string | null;
  readonly visitGone: boolean;
  readonly visitMoved: boolean;
  readonly late: boolean;
  /** By the database's clock. */
  readonly now: string;
}

/** What counts is what stands behind the entry that its writer knew (V10), by numbers; one that left with another thread counts as none. */
async function readFacts(em: EntityManager, ctx: Context, messageId: string): Promise<Facts> {
  const newest = (who: ReturnType<typeof sql>) => sql`(
    select entry.id from entry
    where entry.organisation_id = later.organisation_id and entry.thread_id = later.thread_id and entry.kind = 'message' and ${who}
      and entry.number > coalesce((select seen.number from entry seen where seen.organisation_id = later.organisation_id and seen.id = later.seen_entry_id
        and seen.thread_id = later.thread_id), 0)
    order by entry.number desc limit 1)`;
  const { rows } = await sql<Facts>`
    select author.role, ${newest(sql`entry.staff_member_id is null`)} as "customerEntryId",
      ${newest(sql`entry.staff_member_id <> later.staff_member_id`)} as "colleagueEntryId",
      later.appointment_id is not null and coalesce(visit.status = 'cancelled', true) as "visitGone",
      coalesce(visit.starts_at <> later.appointment_starts_at, false) as "visitMoved",
      later.due_at < app_now() - ${LATEST}::interval
        -- In a time that a restored database may have lost (O4): it may have been posted then.
        or exists (select from installation where later.due_at between lost_from and lost_until) as late, app_now() as now
    from scheduled_message later
    left join staff_member author on author.organisation_id = later.organisation_id and author.id = later.staff_member_id and author.ended_at is null
    left join appointment visit on visit.organisation_id = later.organisation_id and visit.id = later.appointment_id
    where later.organisation_id = ${ctx.organisationId} and later.id = ${messageId}`.execute(em.getKysely());
  const [facts] = rows;
  if (facts === undefined) throw new Error("a scheduled message is gone");
  return facts;
}

/** Their right may have ended meanwhile: a visit that is over, another role (V6). */
export async function maySee(em: EntityManager, ctx: Context, threadId: string): Promise<boolean> {
  const { rows } = await sql`
    select from thread where thread.organisation_id = ${ctx.organisationId} and thread.id = ${threadId} and ${visibleThreads(ctx)}`.execute(
    em.getKysely(),
  );
  return rows.length > 0;
}
