import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission } from "../access/require-permission.ts";
import { findCampaign } from "../campaign/find-campaign.ts";
import type { Context } from "../context.ts";
import { decodeCursor, encodeCursor } from "../paging/cursor.ts";
import { countEntries, type EntryCount } from "./count-entries.ts";
import { parseEntry } from "./parse-entries.ts";
import type { ListEntriesInput } from "./schemas.ts";

/** Most candidates that an ambiguous name offers. */
const CANDIDATES = 8;

const personSchema = z.object({
  number: z.number(),
  name: z.string(),
  email: z.string().nullable(),
  petNames: z.array(z.string()),
});

const rowSchema = z.object({
  id: z.string(),
  position: z.number(),
  text: z.string(),
  problem: z.enum(["unknown", "ambiguous", "malformed", "duplicate"]).nullable(),
  customer: personSchema.nullable(),
});

export type EntryPerson = z.infer<typeof personSchema>;

/** One pasted entry, whom it means, and what is wrong with it. */
export type Entry = z.infer<typeof rowSchema> & {
  /** Whom an ambiguous name could mean; entering the number of one settles it. */
  candidates: EntryPerson[];
};

export interface EntryPage {
  entries: Entry[];
  count: EntryCount;
  nextCursor: string | null;
}

/**
 * A page of a campaign's list in the order it was pasted (C3). Uses the key (campaign, list, position).
 * @throws {PackpostError} forbidden, not_found
 */
export async function listEntries({
  ctx,
  input,
}: {
  ctx: Context;
  input: ListEntriesInput;
}): Promise<EntryPage> {
  requirePermission(ctx, "campaign.read");
  const after = input.cursor ? decodeCursor(input.cursor, ["int"]) : null;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await findCampaign(em, ctx, input.campaignId);
    const found = await sql`
      select entry.id, entry.position, entry.text, entry.problem,
             case when customer.id is not null then ${personOf} end as customer
      from manual_recipient entry
      left join customer on customer.organisation_id = entry.organisation_id and customer.id = entry.customer_id
      where entry.organisation_id = ${ctx.organisationId} and entry.campaign_id = ${input.campaignId} and entry.list = ${input.list}
        and entry.removed_by is null
        and ${input.show === "problems" ? sql`entry.problem is not null` : sql`true`}
        and ${after === null ? sql`true` : sql`entry.position > ${after[0]}::int`}
      order by entry.position limit ${input.pageSize + 1}`.execute(em.getKysely());
    const rows = found.rows.map((row) => rowSchema.parse(row));
    const page = rows.slice(0, input.pageSize);
    const last = rows.length > page.length ? page.at(-1) : undefined;
    const names = page
      .filter(({ problem }) => problem === "ambiguous")
      .map(({ text }) => parseEntry(text).key);
    const candidates = await findCandidates(em, names);
    return {
      entries: page.map((row) => ({
        ...row,
        candidates: row.problem === "ambiguous" ? candidatesOf(row.text) : [],
      })),
      count: await countEntries(em, ctx, input),
      nextCursor: last === undefined ? null : encodeCursor([last.position]),
    };

    function candidatesOf(text: string): EntryPerson[] {
      return candidates.get(parseEntry(text).key) ?? [];
    }
  });
}

const personOf = sql`jsonb_build_object('number', customer.number, 'email', shown_address(customer.email), 'petNames', customer.pet_names,
  'name', coalesce(nullif(btrim(customer.first_name || ' ' || customer.last_name), ''), 'Customer ' || customer.number))`;

const candidateSchema = z.object({ name: z.string(), people: z.array(personSchema) });

/** The customers of each name, by index, for one page of entries. */
async function findCandidates(
  em: EntityManager,
  names: readonly string[],
): Promise<Map<string, EntryPerson[]>> {
  if (names.length === 0) return new Map();
  const { rows } = await sql`
    select wanted.name, (
      select coalesce(jsonb_agg(${personOf} order by customer.number), '[]') from (
        select * from customer
        where customer.organisation_id = app_organisation_id() and customer.name_key = left(fold_text(wanted.name), 200)
        order by customer.number limit ${sql.lit(CANDIDATES)}) customer) as people
    from unnest(${[...new Set(names)]}::text[]) wanted (name)`.execute(em.getKysely());
  return new Map(rows.map((row) => candidateSchema.parse(row)).map(({ name, people }) => [name, people]));
}
