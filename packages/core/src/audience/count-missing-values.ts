import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import type { MergeFieldName } from "../content/merge-fields.ts";
import type { Context } from "../context.ts";
import { audienceOf } from "./audience-sql.ts";
import { lacksValue } from "./missing-value-sql.ts";
import type { CountMissingValuesInput } from "./schemas.ts";

/**
 * How many of those who will receive lack the value of a merge field (C5), in one pass over the audience.
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
  const counts = input.fields.map((field) => sql`count(*) filter (where ${lacksValue(field)})`);
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<{ people: number[] }>`
      select array[${sql.join(counts)}]::int[] as people from ${audienceOf(input)} audience
      join customer on customer.organisation_id = app_organisation_id() and customer.id = audience.customer_id
      where audience.reasons = 0`.execute(em.getKysely());
    const people = rows[0]?.people ?? [];
    return input.fields
      .map((field, index) => ({ field, people: people[index] ?? 0 }))
      .filter((missing) => missing.people > 0);
  });
}
