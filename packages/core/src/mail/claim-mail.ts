import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import type { Context } from "../context.ts";

const rowSchema = z.object({
  id: z.string(),
  calls: z.number(),
  kind: z.enum(["preview", "copy", "notice"]),
  to_address: z.string(),
  from_mailbox: z.object({ name: z.string(), email: z.string(), replyTo: z.string().nullable() }),
  subject: z.string(),
  html: z.string(),
  text: z.string(),
});

/** A mail that is ours to hand over; `calls` says which claim of it this is. */
export type ClaimedMail = z.infer<typeof rowSchema>;

/**
 * Step 1 of the send protocol for a single mail: takes it for one provider call, committed, while no stop switch is set.
 * Start the call's deadline BEFORE calling this.
 * @param input.callMs the call must begin and end within this time of the claim
 * @returns null when it does not wait any more, or all sending is stopped
 */
export async function claimMail({
  ctx,
  input,
}: {
  ctx: Context;
  input: { mailId: string; callMs: number };
}): Promise<ClaimedMail | null> {
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      update mail set calls = calls + 1, claimed_at = coalesce(claimed_at, app_now()), looked_up_at = null, first_absent_at = null,
        call_until = app_now() + make_interval(secs => ${input.callMs / 1000})
      from organisation
      where mail.id = ${input.mailId} and mail.organisation_id = ${ctx.organisationId} and mail.status = 'waiting'
        and organisation.id = ${ctx.organisationId} and organisation.sending_stopped_at is null
        and not exists (select from installation where sending_stopped_at is not null)
      returning mail.id, calls, kind, to_address, from_mailbox, subject, html, text`.execute(em.getKysely()),
  );
  return rowSchema.optional().parse(rows[0]) ?? null;
}
