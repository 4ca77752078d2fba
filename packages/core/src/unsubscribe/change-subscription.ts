import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { writeMailboxChoices } from "./mailbox-choice.ts";

export interface ChangeSubscriptionInput {
  /** From a verified unsubscribe token: whose mail the link was in. */
  readonly recipientId: string;
  readonly subscribed: boolean;
  /** The page's button, or the mailbox provider's one-click POST (RFC 8058). */
  readonly source: "link" | "one_click";
}

/** Whose mail it was, and the mailbox it went to. */
const reachedSchema = z.object({ customer_id: z.string(), email_key: z.string().nullable() });
type Reached = z.infer<typeof reachedSchema>;

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
    const reached = await markRecipient(em, ctx, input);
    const { subscribed, source } = input;
    const { customer_id: customerId, email_key: emailKey } = reached;
    // First, so that it is this person's word; the trigger behind preferences then finds it said.
    const mailbox = await writeMailboxChoices(
      em,
      ctx,
      sql`(select ${emailKey}::text as email_key, ${subscribed}::boolean as subscribed, app_now() as at, ${source}::text as source, ${customerId}::uuid as customer_id)`,
    );
    const changed = new Set(
      subscribed ? await comeBack(em, ctx, reached, input) : await leave(em, ctx, reached, input),
    );
    if (mailbox > 0) changed.add(customerId);
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

async function markRecipient(
  em: EntityManager,
  ctx: Context,
  input: ChangeSubscriptionInput,
): Promise<Reached> {
  const { rows } = await sql`
    update recipient set
      unsubscribed_at = case when ${input.subscribed} then unsubscribed_at else coalesce(unsubscribed_at, app_now()) end,
      -- Who has the link has the mail.
      sent_at = coalesce(sent_at, app_now())
    from customer
    where recipient.id = ${input.recipientId} and recipient.organisation_id = ${ctx.organisationId}
      and customer.organisation_id = recipient.organisation_id and customer.id = recipient.customer_id
    returning recipient.customer_id, coalesce(recipient.email_key, customer.email_key) as email_key`.execute(
    em.getKysely(),
  );
  const reached = reachedSchema.optional().parse(rows[0]);
  if (!reached) throw new PackpostError("not_found", "This link belongs to no message of ours.");
  return reached;
}

/** The no of the person; it goes with them wherever they move. Said before, it changes nothing. @returns whose preference changed */
async function leave(
  em: EntityManager,
  ctx: Context,
  reached: Reached,
  { source }: ChangeSubscriptionInput,
): Promise<string[]> {
  const left = await em
    .getKysely()
    .insertInto("preference")
    .values({
      ...{ organisation_id: ctx.organisationId, customer_id: reached.customer_id, channel: "campaign" },
      ...{ subscribed: false, source, email_key: reached.email_key },
    })
    .onConflict((conflict) =>
      conflict
        .columns(["organisation_id", "customer_id", "channel"])
        .doUpdateSet(({ ref }) => ({
          ...{ subscribed: false, changed_at: ref("excluded.changed_at") },
          ...{ source: ref("excluded.source"), email_key: ref("excluded.email_key") },
        }))
        .where("preference.subscribed", "=", true),
    )
    .returning("customer_id")
    .execute();
  return left.map(({ customer_id }) => customer_id);
}

/**
 * Takes back the person's own no, and every no that others who have the mailbox said at it. What somebody said elsewhere
 * stays theirs. @returns whose preference changed
 */
async function comeBack(em: EntityManager, ctx: Context, reached: Reached, input: ChangeSubscriptionInput) {
  const { rows } = await sql`
    update preference set subscribed = true, changed_at = app_now(), source = ${input.source}, email_key = ${reached.email_key}
    where organisation_id = ${ctx.organisationId} and channel = 'campaign' and not subscribed
      and customer_id in (
        select ${reached.customer_id}::uuid
        union select id from customer where organisation_id = ${ctx.organisationId} and email_key = ${reached.email_key})
      and (customer_id = ${reached.customer_id} or coalesce(email_key, ${reached.email_key}) = ${reached.email_key})
    returning customer_id`.execute(em.getKysely());
  return rows.map((row) => z.object({ customer_id: z.string() }).parse(row).customer_id);
}
