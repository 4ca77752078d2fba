import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import type { MergeFieldName } from "../content/template/merge-fields.ts";
import type { Context } from "../context.ts";
import { audienceOf, clockNow, withTheirMailboxes } from "./audience-sql.ts";
import { lacksValue } from "./missing-value-sql.ts";
import { prefilterOf } from "./prefilter-sql.ts";
import type { CountMissingValuesInput } from "./schemas.ts";

/** If more lack something, judging the whole audience at once is cheaper than judging them by key. */
const FEW = 30_000;

/**
 * How many of those who will receive lack the value of a merge field (C5). Mostly few do: they are found by index, and
 * only they are evaluated.
 * @param input.fields fields that the text uses without a fallback
 * @returns fields that somebody lacks, with how many
 */
export async function countMissingValues({
  ctx,
  input,
}: {
  ctx: Context;
  input: CountMissingValuesInput;
}): Promise<{ field: MergeFieldName; people: number }[]> {
  requirePermission(ctx, "campaign.read");
  if (input.fields.length === 0) return [];
  const lacking = sql.join(
    input.fields.map((field) => sql`(${prefilterOf({ kind: "missing", field }, input)})`),
    sql` union `,
  );
  const counts = input.fields.map((field) => sql`count(*) filter (where ${lacksValue(field)})`);
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const few = (await countUpTo(em, lacking, FEW + 1)) <= FEW;
    const { rows } = await sql<{ people: number[] }>`
      with clock as materialized (${clockNow}),
      people as materialized (
        select id, email_key from customer
        where organisation_id = app_organisation_id() and id = any(${few ? sql`array(${lacking})` : sql`'{}'`})),
      among as materialized (select ${withTheirMailboxes} as ids)
      select array[${sql.join(counts)}]::int[] as people
      from ${audienceOf(input, few ? sql`(select ids from among)` : undefined)} audience
      join customer on customer.organisation_id = app_organisation_id() and customer.id = audience.customer_id
      where audience.reasons = 0`.execute(em.getKysely());
    const people = rows[0]?.people ?? [];
    return input.fields
      .map((field, index) => ({ field, people: people[index] ?? 0 }))
      .filter((missing) => missing.people > 0);
  });
}

async function countUpTo(em: EntityManager, ids: RawBuilder<unknown>, most: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with clock as materialized (${clockNow})
    select count(*)::int as n from (select from (${ids}) candidate limit ${sql.lit(most)}) counted`.execute(
    em.getKysely(),
  );
  return rows[0]?.n ?? 0;
}
