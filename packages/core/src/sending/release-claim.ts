import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";

/**
 * Gives a claim back when it is certain that the provider accepted nothing of it (never called, refused, throttled).
 * Its rows wait again. Nothing happens if the attempt has ended already.
 */
export async function releaseClaim({
  ctx,
  input,
}: {
  ctx: Context;
  input: { attemptId: string };
}): Promise<void> {
  await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      with ended as (
        update attempt set ended_at = app_now(), outcome = 'not_called'
        where id = ${input.attemptId} and organisation_id = ${ctx.organisationId} and ended_at is null returning id
      )
      update recipient set attempt_id = null
      from ended where recipient.attempt_id = ended.id and sent_at is null`.execute(em.getKysely()),
  );
}
