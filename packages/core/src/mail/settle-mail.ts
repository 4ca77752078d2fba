import { inOrganisation } from "@packpost/db/orm";
import type { SendTimings } from "@packpost/workflows/campaign/contract";
import { sql } from "kysely";
import type { WorkerContext } from "../context.ts";
import { TRANSACTIONAL_STREAM } from "./message-streams.ts";

/**
 * Step 4 of the send protocol for a single mail: asks the provider about a claim without a record. Found → sent. Absent
 * twice, far enough apart → it waits again and is sent again. The provider silent for too long → unconfirmed, until an
 * event tells.
 */
export async function settleMail({
  ctx,
  input,
}: {
  ctx: WorkerContext;
  input: { mailId: string; timings: Pick<SendTimings, "absentAgainAfterMs" | "unconfirmedAfterMs"> };
}): Promise<void> {
  const { mailId, timings } = input;
  const answer = await ctx.mail.findByAttempt(mailId, { stream: TRANSACTIONAL_STREAM });
  const asked = answer.outcome === "found";
  const found = asked ? answer.byRecipient.get(mailId) : undefined;
  await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    found
      ? sql`
          update mail set call_until = null, looked_up_at = app_now(), sent_at = least(sent_at, ${found.at.toISOString()}::timestamptz),
            provider_message_id = coalesce(provider_message_id, ${found.providerMessageId})
          where id = ${mailId} and organisation_id = ${ctx.organisationId}`.execute(em.getKysely())
      : sql`
          update mail set looked_up_at = app_now(),
            first_absent_at = case when ${asked} then coalesce(first_absent_at, app_now()) else first_absent_at end,
            call_until = case when ${asked} and first_absent_at + make_interval(secs => ${timings.absentAgainAfterMs / 1000}) <= app_now()
                              then null else call_until end,
            unconfirmed_at = case when not ${asked}::boolean and call_until + make_interval(secs => ${timings.unconfirmedAfterMs / 1000}) <= app_now()
                                  then app_now() end
          where id = ${mailId} and organisation_id = ${ctx.organisationId} and status = 'claimed'`.execute(
          em.getKysely(),
        ),
  );
}
