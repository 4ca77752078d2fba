import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";

/** Whether a row names a file: that one may not be removed, whatever its writer was told of the commit. */
export async function isNamed(ctx: Pick<Context, "orm" | "organisationId">, key: string): Promise<boolean> {
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`select from attachment where organisation_id = ${ctx.organisationId} and key = ${key}`.execute(
      em.getKysely(),
    ),
  );
  return rows.length > 0;
}
