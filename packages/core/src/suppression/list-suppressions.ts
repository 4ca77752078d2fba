import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { decodeCursor, encodeCursor } from "../paging/cursor.ts";
import { instantFrom } from "../paging/instant.ts";
import type { SuppressionKind, SuppressionReason } from "./enums.ts";
import { matchingSuppressions } from "./matching-suppressions-sql.ts";
import { shownBlocked } from "./read-blocked.ts";
import type { ListSuppressionsInput } from "./schemas.ts";

/** What is not written to, and why (C14). */
export interface SuppressionLine {
  id: string;
  kind: SuppressionKind;
  /** As people read it. */
  value: string;
  reason: SuppressionReason;
  /** The provider's own words. */
  providerMessage: string | null;
  since: Date;
}

export interface SuppressionPage {
  suppressions: SuppressionLine[];
  /** How many match on all pages, and how many of them are complaints, which nobody can lift. */
  matching: number;
  complaints: number;
  nextCursor: string | null;
}

interface Row {
  id: string;
  kind: SuppressionKind;
  value_key: string;
  reason: SuppressionReason;
  providerMessage: string | null;
  created_at: string;
}

/** A page of the suppressions that stand on a channel, newest first. Index: suppression_list. */
export async function listSuppressions({
  ctx,
  input,
}: {
  ctx: Context;
  input: ListSuppressionsInput;
}): Promise<SuppressionPage> {
  requirePermission(ctx, "settings.manage");
  const after = input.cursor ? decodeCursor(input.cursor, ["instant", "uuid"]) : null;
  const matches = matchingSuppressions(input);
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<Row>`
      select id, kind, value_key, reason, provider_message as "providerMessage", created_at from suppression
      where organisation_id = ${ctx.organisationId} and ${matches}
        and ${after === null ? sql`true` : sql`(created_at, id) < (${after[0]}::timestamptz, ${after[1]}::text::uuid)`}
      order by created_at desc, id desc limit ${input.pageSize + 1}`.execute(em.getKysely());
    const counted = await sql<{ matching: number; complaints: number }>`
      select count(*)::int as matching, (count(*) filter (where reason = 'complaint'))::int as complaints
      from suppression where organisation_id = ${ctx.organisationId} and ${matches}`.execute(em.getKysely());
    const { matching, complaints } = counted.rows[0] ?? { matching: 0, complaints: 0 };
    const page = rows.slice(0, input.pageSize);
    const last = rows.length > page.length ? page.at(-1) : undefined;
    return {
      suppressions: page.map(({ id, kind, value_key, reason, providerMessage, created_at }) => ({
        ...{
          id,
          kind,
          value: shownBlocked(kind, value_key),
          reason,
          providerMessage,
          since: instantFrom(created_at),
        },
      })),
      ...{ matching, complaints },
      nextCursor: last === undefined ? null : encodeCursor([last.created_at, last.id]),
    };
  });
}
