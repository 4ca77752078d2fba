import type { EntryKind, EntryWay } from "@packpost/db/enums";
import { inOrganisation } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { decodeCursor, encodeCursor } from "../../paging/cursor.ts";
import type { EntryAuthor } from "../read-entries.ts";
import type { SearchMessagesInput } from "../schemas.ts";
import { fewVisibleThreads, visibleThreads } from "../thread-scope.ts";
import { markHits, type SnippetPart } from "./mark-hits.ts";

/** An entry in which a search has found something. */
export interface MessageHit {
  entryId: string;
  threadId: string;
  /** Its place in the thread. */
  number: number;
  family: { id: string; name: string } | null;
  /** The number or mailbox whose thread it is, where nobody knows whose that is. */
  stranger: string | null;
  /** A person of the family: from whose page one comes to the thread who has no messages tab. */
  customerId: string | null;
  kind: EntryKind;
  via: EntryWay;
  author: EntryAuthor;
  at: Date;
  snippet: SnippetPart[];
}

export interface MessageHits {
  hits: MessageHit[];
  nextCursor: string | null;
}

type Row = Omit<MessageHit, "at" | "snippet"> & { at: string; body: string };

/**
 * A page of the entries that have every word of a term, the last one also as a beginning (V12): messages, notes and whatever else has
 * text in a thread that the actor may see (V6), newest first. Nothing says how many there are in all. Through search_entries().
 * @throws {PackpostError} forbidden
 */
export async function searchMessages({
  ctx,
  input: { term, cursor, pageSize },
}: {
  ctx: Context;
  input: SearchMessagesInput;
}): Promise<MessageHits> {
  requirePermission(ctx, "conversation.own_schedule");
  const after = cursor ? decodeCursor(cursor, ["instant", "uuid"]) : null;
  const place = sql`${after?.[0] ?? "infinity"}::text::timestamptz, ${after?.[1] ?? "ffffffff-ffff-ffff-ffff-ffffffffffff"}::text::uuid`;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<Row>`
      with hit as materialized (${hitsOf(ctx, term, place, pageSize + 1)})
      select entry.id as "entryId", entry.thread_id as "threadId", entry.number, thread.stranger, entry.kind, entry.via, hit.found_at as at,
        case when entry.kind = 'auto_reply' then coalesce(entry.full_text, entry.body) else entry.body end as body,
        case when family.id is not null then jsonb_build_object('id', family.id, 'name', family.name) end as family,
        (select id from customer where customer.organisation_id = family.organisation_id and customer.family_id = family.id order by contact, id limit 1) as "customerId",
        case when staff.id is not null then jsonb_build_object('kind', 'staff', 'id', staff.id, 'name', staff.name)
          when author.id is not null then jsonb_build_object('kind', 'customer', 'id', author.id, 'name', btrim(author.first_name || ' ' || author.last_name)) end as author
      from hit
      join entry on entry.organisation_id = ${ctx.organisationId} and entry.id = hit.found_id
      join thread on thread.organisation_id = entry.organisation_id and thread.id = entry.thread_id
      left join family on family.organisation_id = thread.organisation_id and family.id = thread.family_id
      left join staff_member staff on staff.organisation_id = entry.organisation_id and staff.id = entry.staff_member_id
      left join customer author on author.organisation_id = entry.organisation_id and author.id = entry.customer_id
      where ${visibleThreads(ctx)}
      order by hit.found_at desc, hit.found_id desc`.execute(em.getKysely());
    const page = rows.slice(0, pageSize);
    const last = rows.length > page.length ? page.at(-1) : undefined;
    return {
      hits: page.map(({ body, at, ...hit }) => ({
        ...{ ...hit, at: new Date(at), snippet: markHits(body, term) },
      })),
      nextCursor: last === undefined ? null : encodeCursor([last.at, last.entryId]),
    };
  });
}

/** The entries that are found: of the whole organisation by the index; of few threads by looking through these. */
function hitsOf(ctx: Context, term: string, place: RawBuilder<unknown>, most: number): RawBuilder<unknown> {
  const few = fewVisibleThreads(ctx);
  if (few === null)
    return sql`select found_id, found_at from search_entries(${term}, ${place}, ${most}::int)`;
  return sql`
    select entry.id as found_id, entry.at as found_at from entry
    join entry_words on entry_words.organisation_id = entry.organisation_id and entry_words.entry_id = entry.id
    where entry.organisation_id = ${ctx.organisationId} and entry.thread_id = any(array(${few}))
      and (entry.at, entry.id) < (${place}) and entry_words.words @@ message_query(${term})
    order by entry.at desc, entry.id desc limit ${most}`;
}
