import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission } from "../access/require-permission.ts";
import { splitList } from "../address/split-list.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { changeList } from "./change-list.ts";
import { countEntries, type EntryCount } from "./count-entries.ts";
import { markDuplicates, purgeRemoved } from "./mark-duplicates.ts";
import { parseInTurns } from "./parse-entries.ts";
import { resolvedEntries } from "./resolve-entries-sql.ts";
import { type EnterPeopleInput, mostEntries } from "./schemas.ts";

export type EnterPeopleOutcome =
  /** The good ones count at once; `changeId` undoes it. */
  | { outcome: "entered"; changeId: string; count: EntryCount }
  | { outcome: "too_many"; most: number; pasted: number; held: number }
  | { outcome: "nothing_pasted" };

const tailSchema = z.object({ entries: z.number(), last: z.number() });

/**
 * Adds pasted entries to one of a campaign's lists (C3); every one is kept in its place, with what is wrong with it.
 * @throws {PackpostError} forbidden, not_found, conflict (see change-list)
 */
export async function enterPeople({
  ctx,
  input,
}: {
  ctx: Context;
  input: EnterPeopleInput;
}): Promise<EnterPeopleOutcome> {
  requirePermission(ctx, "campaign.write");
  const { campaignId, list } = input;
  const listed = splitList(input.text);
  if (listed.length > mostEntries)
    return { outcome: "too_many", most: mostEntries, pasted: listed.length, held: 0 };
  const entries = await parseInTurns(listed);
  return inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    changeList(em, ctx, input, async () => {
      if (entries.length === 0) return { outcome: "nothing_pasted" };
      await purgeRemoved(em, ctx, input);
      const tail = await sql`
      select count(*)::int as entries, coalesce(max(position), 0) as last from manual_recipient
      where organisation_id = ${ctx.organisationId} and campaign_id = ${campaignId} and list = ${list}`.execute(
        em.getKysely(),
      );
      const { entries: before, last } = tailSchema.parse(tail.rows[0]);
      if (before + entries.length > mostEntries)
        return { outcome: "too_many", most: mostEntries, pasted: entries.length, held: before };
      const changeId = crypto.randomUUID();
      await sql`
      insert into manual_recipient (organisation_id, campaign_id, list, position, text, customer_id, problem, brought_by)
      select ${ctx.organisationId}, ${campaignId}, ${list}, ${last}::int + row_number() over (order by place, number), text, customer_id, problem, ${changeId}
      from ${resolvedEntries(entries)} resolved`.execute(em.getKysely());
      await markDuplicates(em, ctx, input);
      const count = await countEntries(em, ctx, input);
      writeAudit(em, ctx, {
        action: "campaign.people_entered",
        subjectKind: "campaign",
        subjectId: campaignId,
        detail: { list, entries: entries.length },
      });
      return { outcome: "entered", changeId, count };
    }),
  );
}
