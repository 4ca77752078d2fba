import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import type { Context } from "../context.ts";

const rowSchema = z.object({ id: z.string() });

/** A campaign's notices that nobody has handed over yet, so that their workflows are started. Uses mail_of_campaign. */
export async function waitingNotices({
  ctx,
  input,
}: {
  ctx: Context;
  input: { campaignId: string };
}): Promise<string[]> {
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      select id from mail
      where organisation_id = ${ctx.organisationId} and campaign_id = ${input.campaignId} and kind = 'notice' and status = 'waiting'`.execute(
      em.getKysely(),
    ),
  );
  return rows.map((row) => rowSchema.parse(row).id);
}
