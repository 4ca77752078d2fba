import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";

export interface ChangeSubscriptionInput {
  /** From a verified unsubscribe token: whose mail the link was in. */
  readonly recipientId: string;
  readonly subscribed: boolean;
  /** The page's button, or the mailbox provider's one-click POST (RFC 8058). */
  readonly source: "link" | "one_click";
}

/**
 * Unsubscribes or resubscribes the person behind a link in a mail. Doing it twice changes nothing. An opt-out is kept on
 * the campaign's row for ever: a reversal never lowers a past campaign's count (P6).
 */
export async function changeSubscription({
  ctx,
  input,
}: {
  ctx: Context;
  input: ChangeSubscriptionInput;
}): Promise<void> {
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const kysely = em.getKysely();
    const { rows } = await sql`
      update recipient set
        unsubscribed_at = case when ${input.subscribed} then unsubscribed_at else coalesce(unsubscribed_at, app_now()) end,
        -- Who has the link has the mail.
        sent_at = coalesce(sent_at, app_now())
      where id = ${input.recipientId} and organisation_id = ${ctx.organisationId} returning customer_id`.execute(
      kysely,
    );
    const recipient = z.object({ customer_id: z.string() }).optional().parse(rows[0]);
    if (!recipient) throw new PackpostError("not_found", "This link belongs to no message of ours.");
    const changed = await sql`
      insert into preference (organisation_id, customer_id, channel, subscribed, source)
      values (${ctx.organisationId}, ${recipient.customer_id}, 'campaign', ${input.subscribed}, ${input.source})
      on conflict (organisation_id, customer_id, channel) do update
        set subscribed = excluded.subscribed, changed_at = excluded.changed_at, source = excluded.source
        where preference.subscribed <> excluded.subscribed`.execute(kysely);
    if (!changed.numAffectedRows) return;
    writeAudit(em, ctx, {
      action: input.subscribed ? "preference.subscribed" : "preference.unsubscribed",
      subjectKind: "customer",
      subjectId: recipient.customer_id,
      detail: { channel: "campaign", source: input.source },
    });
  });
}
