import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type * as z from "zod";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import type { findFamiliesSchema } from "./find-families.ts";

/** A thread of a number or mailbox that nobody knew when it first wrote. */
export interface FoundStranger {
  /** Where its entries stand: its own thread, or that of the family it was joined to. */
  threadId: string;
  /** The number (E.164) or mailbox. */
  stranger: string;
  family: { id: string; name: string } | null;
  lastMessageAt: Date | null;
}

/** So many are shown; whoever looks for another one types on. */
const MOST = 8;

/**
 * Strangers' threads by part of their number, however it is written, or of their mailbox; the one who wrote last first. Walks along
 * thread_strangers.
 * @throws {PackpostError} forbidden
 */
export async function findStrangers({
  ctx,
  input: { term },
}: {
  ctx: Context;
  input: z.infer<typeof findFamiliesSchema>;
}): Promise<FoundStranger[]> {
  requirePermission(ctx, "conversation.all");
  if (term.trim().length < 2) return [];
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<Omit<FoundStranger, "lastMessageAt"> & { lastMessageAt: string | null }>`
      with wanted as materialized (select search_digits(${term}) as digits, search_term(${term}) as words)
      select coalesce(thread.joined_into, thread.id) as "threadId", thread.stranger, thread.last_message_at as "lastMessageAt",
        case when family.id is not null then jsonb_build_object('id', family.id, 'name', family.name) end as family
      from thread
      left join thread joined on joined.organisation_id = thread.organisation_id and joined.id = thread.joined_into
      left join family on family.organisation_id = joined.organisation_id and family.id = joined.family_id
      cross join wanted
      where thread.organisation_id = ${ctx.organisationId} and thread.stranger is not null
        and (length(wanted.digits) >= 3 and position(wanted.digits in thread.stranger) > 0
          or thread.stranger like '%@%' and position(wanted.words in fold_text(shown_address(thread.stranger))) > 0)
      order by thread.last_message_at desc nulls last, thread.id limit ${MOST}`.execute(em.getKysely());
    return rows.map(({ lastMessageAt, ...found }) => ({
      ...found,
      lastMessageAt: lastMessageAt === null ? null : new Date(lastMessageAt),
    }));
  });
}
