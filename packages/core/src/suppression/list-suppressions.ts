import { shownAddress } from "@packpost/db/address";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { decodeCursor, encodeCursor } from "../paging/cursor.ts";
import { instantFrom } from "../paging/instant.ts";
import { readBlock } from "./read-block.ts";
import type { ListSuppressionsInput } from "./schemas.ts";
import type { SuppressionReason } from "./words.ts";

/** What is not written to, and why (C14). */
export interface SuppressionLine {
  id: string;
  kind: "address" | "domain";
  /** As people read it. */
  value: string;
  reason: SuppressionReason;
  /** The provider's own words. */
  words: string | null;
  since: Date;
}

export interface SuppressionPage {
  suppressions: SuppressionLine[];
  nextCursor: string | null;
}

interface Row {
  id: string;
  kind: "address" | "domain";
  value_key: string;
  reason: SuppressionReason;
  words: string | null;
  created_at: string;
}

/**
 * A page of the suppressions that stand, newest first. Index: suppression_list. What is searched for is read as what is
 * blocked, so that a pasted `mailto:` or umlaut domain finds its row; parts of either are found too.
 */
export async function listSuppressions({
  ctx,
  input,
}: {
  ctx: Context;
  input: ListSuppressionsInput;
}): Promise<SuppressionPage> {
  requirePermission(ctx, "settings.manage");
  const after = input.cursor ? decodeCursor(input.cursor, ["instant", "uuid"]) : null;
  const read = readBlock(input.search);
  const term = read.kind === "nobody" ? input.search : read.key;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<Row>`
      select id, kind, value_key, reason, words, created_at from suppression
      where organisation_id = ${ctx.organisationId} and lifted_at is null
        and ${input.reason === null ? sql`true` : sql`reason = ${input.reason}`}
        and ${input.search === "" ? sql`true` : sql`position((select search_term(${term})) in search_term(value_key)) > 0`}
        and ${after === null ? sql`true` : sql`(created_at, id) < (${after[0]}::timestamptz, ${after[1]}::text::uuid)`}
      order by created_at desc, id desc limit ${input.pageSize + 1}`.execute(em.getKysely());
    const page = rows.slice(0, input.pageSize);
    const last = rows.length > page.length ? page.at(-1) : undefined;
    return {
      suppressions: page.map(({ id, kind, value_key, reason, words, created_at }) => ({
        ...{ id, kind, value: shownAddress(value_key), reason, words, since: instantFrom(created_at) },
      })),
      nextCursor: last === undefined ? null : encodeCursor([last.created_at, last.id]),
    };
  });
}
