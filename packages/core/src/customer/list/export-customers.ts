import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { zoneOf } from "../../organisation/zone-of.ts";
import { openFile } from "../../paging/file-sql.ts";
import { peopleOfFile } from "../../paging/people-of-file.ts";
import { candidatesOf, customerShown, isSilent } from "./customer-filter-sql.ts";
import { type CustomerLine, type LineRow, lineColumns, lineOf, personColumns } from "./customer-line-sql.ts";
import type { ExportCustomersInput } from "./schemas.ts";

/** The customers as a file wants them. */
export interface CustomerExport {
  /** Zone of the organisation, for the times. */
  zone: string;
  /** Portions by name, each read when the one before has been taken; all of one moment. */
  pages: AsyncGenerator<CustomerLine[]>;
}

/**
 * Everybody whom the list shows under its filters and a search, for a file (P1, P7), in the order of names. The audit row is committed
 * before the first portion leaves.
 * @throws {PackpostError} forbidden, unavailable
 */
export async function exportCustomers({
  ctx,
  input,
}: {
  ctx: Context;
  input: ExportCustomersInput;
}): Promise<CustomerExport> {
  requirePermission(ctx, "customer.read");
  requirePermission(ctx, "campaign.export");
  const { search, ...filter } = input;
  const people = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    peopleOfFile(em, {
      search,
      candidates:
        filter.silence === null
          ? sql`(${candidatesOf(ctx, filter).people})`
          : sql`(select id as customer_id from customer where organisation_id = app_organisation_id()
              and created_at > '-infinity' and ${isSilent(filter.silence)})`,
    }),
  );
  const lines = sql<LineRow>`
    select ${lineColumns(ctx)}, null as place
    from (
      select ${personColumns}
      from (${people} offset 0) met
      cross join lateral (
        select * from customer where organisation_id = app_organisation_id() and id = met.id offset 0) customer
      cross join lateral (
        select reasons, last_contact_at from customer_contactability
        where organisation_id = app_organisation_id() and customer_id = customer.id offset 0) reach
      where ${customerShown(ctx, filter)} order by met.search_key, met.id offset 0) person`;
  const pages = await openFile(ctx, lines, lineOf);
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    // What was searched for is a person's name or address, so the audit keeps only that there was a search.
    writeAudit(em, ctx, {
      ...{ action: "customers.exported", subjectKind: "organisation", subjectId: ctx.organisationId },
      detail: { ...filter, searched: search !== "" },
    });
    return { zone: await zoneOf(em, ctx), pages };
  });
}
