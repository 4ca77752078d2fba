import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { chooseCampaigns } from "./choose-campaigns.ts";

export interface ChangeSubscriptionInput {
  /** From a verified unsubscribe token: whose mail the link was in. */
  readonly recipientId: string;
  readonly subscribed: boolean;
  /** The page's button, or the mailbox provider's one-click POST (RFC 8058). */
  readonly source: "link" | "one_click";
}

const appNow = sql<Date>`app_now()`;

/**
 * Unsubscribes or resubscribes the person behind a link in a mail, and the mailbox the mail went to: the choice holds for
 * everybody with that address (C18). Doing it twice changes nothing and is audited once. An opt-out is kept on the
 * campaign's row for ever: a reversal never lowers a past campaign's count (P6).
 * @throws {PackpostError} forbidden, not_found
 */
export async function changeSubscription({
  ctx,
  input,
}: {
  ctx: Context;
  input: ChangeSubscriptionInput;
}): Promise<void> {
  requirePermission(ctx, "subscription.change");
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { customerId, emailKey } = await markRecipient(em, ctx, input);
    const { subscribed, source } = input;
    const changed = await chooseCampaigns(em, ctx, { customerId, emailKey, subscribed, source });
    for (const subjectId of changed)
      writeAudit(em, ctx, {
        action: subscribed ? "preference.subscribed" : "preference.unsubscribed",
        subjectKind: "customer",
        subjectId,
        detail: {
          channel: "campaign",
          source,
          recipientId: input.recipientId,
          ...(subjectId === customerId ? {} : { sharedMailbox: true }),
        },
      });
  });
}

/** Notes the choice on the row of the mail. @returns whose mail it was, and the mailbox it went to */
async function markRecipient(em: EntityManager, ctx: Context, input: ChangeSubscriptionInput) {
  const reached = await em
    .getKysely()
    .updateTable("recipient")
    .from("customer")
    .set(({ fn, ref }) => ({
      unsubscribed_at: input.subscribed
        ? ref("recipient.unsubscribed_at")
        : fn.coalesce("recipient.unsubscribed_at", appNow),
      // Who has the link has the mail.
      sent_at: fn.coalesce("recipient.sent_at", appNow),
    }))
    .where("recipient.id", "=", input.recipientId)
    .where("recipient.organisation_id", "=", ctx.organisationId)
    .whereRef("customer.organisation_id", "=", "recipient.organisation_id")
    .whereRef("customer.id", "=", "recipient.customer_id")
    .returning([
      // Whose record was merged since says it for the one that was kept (P11).
      sql<string>`coalesce(customer.merged_into, customer.id)`.as("customerId"),
      sql<string | null>`coalesce(recipient.email_key, customer.email_key)`.as("emailKey"),
    ])
    .executeTakeFirst();
  if (!reached) throw new PackpostError("not_found", "This link belongs to no message of ours.");
  return reached;
}
