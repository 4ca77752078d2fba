import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { zoneOf } from "../../organisation/zone-of.ts";
import { openFile } from "../../paging/file-sql.ts";
import { peopleOfFile } from "../../paging/people-of-file.ts";
import { type FamilyLine, type FamilyRow, familyColumns, familyOf } from "./family-line-sql.ts";
import { candidatesWithout, familyShown, foundHeads } from "./list-families.ts";
import type { ExportFamiliesInput } from "./schemas.ts";

/** The families as a file wants them. */
export interface FamilyExport {
  /** Zone of the organisation, for the times. */
  zone: string;
  /** Portions by name, each read when the one before has been taken; all of one moment. */
  pages: AsyncGenerator<FamilyLine[]>;
}

/**
 * Every family that the list shows under its filter and a search, for a file (P11). The audit row is committed before the first portion
 * leaves.
 * @throws {PackpostError} forbidden, unavailable
 */
export async function exportFamilies({
  ctx,
  input,
}: {
  ctx: Context;
  input: ExportFamiliesInput;
}): Promise<FamilyExport> {
  requirePermission(ctx, "customer.read");
  requirePermission(ctx, "campaign.export");
  const { search, without } = input;
  const people =
    search === ""
      ? await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
          peopleOfFile(em, { search, candidates: sql`(${candidatesWithout(without).people})` }),
        )
      : sql`select id, search_key from (${foundHeads(ctx, search)}) found
          cross join lateral (select search_key from customer where organisation_id = app_organisation_id() and id = found.id offset 0) named`;
  const lines = sql<FamilyRow>`
    select ${familyColumns(ctx)}
    from (
      select customer.family_id, customer.pet_names, '[]'::jsonb as place
      from (${people} offset 0) met
      cross join lateral (
        select * from customer where organisation_id = app_organisation_id() and id = met.id offset 0) customer
      where ${familyShown(ctx, without)} order by met.search_key, met.id offset 0) head`;
  const pages = await openFile(ctx, lines, familyOf);
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    // What was searched for is a person's name or address, so the audit keeps only that there was a search.
    writeAudit(em, ctx, {
      ...{ action: "families.exported", subjectKind: "organisation", subjectId: ctx.organisationId },
      detail: { without, searched: search !== "" },
    });
    return { zone: await zoneOf(em, ctx), pages };
  });
}
