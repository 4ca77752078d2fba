import { ACTOR_KINDS, type ActorKind } from "@packpost/db/entities/audit.entity";
import { type RawBuilder, sql } from "kysely";
import { type AuditSubject, auditSubjectKinds } from "../audit-deeds.ts";
import type { CursorPart } from "../paging/cursor.ts";
import type { AuditFilter } from "./schemas.ts";

const actorKindOf = { customers: "customer", systems: "api_key", packpost: "system" } as const;

/**
 * The entries that a filter lets through, newest first, as a select of audit's columns. Each walk is one range of one index in its own
 * order, so whatever is asked for, a page reads a page of each: of everybody audit_by_time, of a kind of thing or of doers audit_by_kind,
 * of one person audit_by_actor, of one thing audit_by_subject, whose few rows are sorted.
 * @param page where the page before ended and how many rows; null = all, for a file
 */
export function auditEntries(
  filter: AuditFilter,
  page: { readonly after: readonly CursorPart[] | null; readonly rows: number } | null,
): RawBuilder<unknown> {
  const inOrder = sql`order by at desc, id desc ${page === null ? sql`` : sql`limit ${sql.lit(page.rows)}`}`;
  const common = sql`organisation_id = app_organisation_id() and ${within(filter)} and ${page === null ? sql`true` : isBehind(page.after)}`;
  const walks = walksOf(filter).map(
    (condition) => sql`(select * from audit where ${common} and ${condition} ${inOrder})`,
  );
  return sql`select * from (${sql.join(walks, sql` union all `)}) entry ${inOrder}`;
}

/** The predicate of the lists' indexes. */
const inList = sql`at > '-infinity'`;

function walksOf({ actor, subject, subjectId }: AuditFilter): RawBuilder<unknown>[] {
  const kinds: readonly AuditSubject[] = subject === null ? auditSubjectKinds : [subject];
  if (subject !== null && subjectId !== null)
    return [sql`subject_kind = ${subject} and subject_id = ${subjectId} and ${isOf(actor)}`];
  if (actor === null && subject === null) return [inList];
  if (actor === null || actor === "customers" || actor === "systems" || actor === "packpost") {
    const actors: readonly ActorKind[] = actor === null ? ACTOR_KINDS : [actorKindOf[actor]];
    return kinds.flatMap((kind) =>
      actors.map((of) => sql`${inList} and subject_kind = ${kind} and actor_kind = ${of}`),
    );
  }
  return kinds.map((kind) => sql`actor_id = ${actor} and subject_kind = ${kind}`);
}

function isOf(actor: AuditFilter["actor"]): RawBuilder<unknown> {
  if (actor === null) return sql`true`;
  if (actor === "customers" || actor === "systems" || actor === "packpost")
    return sql`actor_kind = ${actorKindOf[actor]}`;
  return sql`actor_id = ${actor}`;
}

/** Days are counted on the organisation's calendar, the last one to its end. */
function within({ from, to }: AuditFilter): RawBuilder<unknown> {
  const begins = (day: RawBuilder<unknown>) =>
    sql`(${day})::timestamp at time zone (select zone from organisation where id = app_organisation_id())`;
  return sql`${from === null ? sql`true` : sql`at >= (${begins(sql`${from}::date`)})`}
    and ${to === null ? sql`true` : sql`at < (${begins(sql`${to}::date + 1`)})`}`;
}

function isBehind(after: readonly CursorPart[] | null): RawBuilder<unknown> {
  return after === null ? sql`true` : sql`(at, id) < (${after[0]}::timestamptz, ${after[1]}::text::uuid)`;
}
