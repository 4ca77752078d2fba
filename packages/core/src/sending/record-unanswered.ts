import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";

/** Notes why a call was not answered. Its claim stays: the provider is asked what it has. */
export async function recordUnanswered({
  ctx,
  input,
}: {
  ctx: Context;
  input: { attemptId: string; words: string };
}): Promise<void> {
  await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      update attempt set words = ${input.words}
      where id = ${input.attemptId} and organisation_id = ${ctx.organisationId} and ended_at is null`.execute(
      em.getKysely(),
    ),
  );
}
