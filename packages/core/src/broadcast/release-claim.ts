import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { isOfAttempt } from "../campaign/people-of-attempt-sql.ts";
import type { Context } from "../context.ts";

/**
 * Gives a claim back when it is certain that the provider accepted nothing of it (never called, refused, throttled).
 * Its rows wait again, and keep the link: should the provider speak of the call after all, they are not claimed again. Nothing happens if the attempt has ended already.
 * @param input.words why nothing was called, where somebody said so
 */
export async function releaseClaim({
  ctx,
  input,
}: {
  ctx: Context;
  input: { attemptId: string; providerMessage?: string };
}): Promise<void> {
  await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      with ended as (
        update attempt set ended_at = app_now(), outcome = 'not_called', gave_back = true, provider_message = ${input.providerMessage ?? null}
        where id = ${input.attemptId} and organisation_id = ${ctx.organisationId} and ended_at is null returning *
      )
      update recipient set attempt_id = null, past_attempt_ids = past_attempt_ids || attempt.id
      from ended attempt where ${isOfAttempt} and sent_at is null`.execute(em.getKysely()),
  );
}
