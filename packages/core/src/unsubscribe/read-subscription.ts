import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { blockedBy } from "../address/blocked-by-sql.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { logoOf } from "../picture/logo.ts";
import { mailboxOptedOut } from "./mailbox-choice.ts";

const rowSchema = z.object({
  organisation_name: z.string(),
  slug: z.string(),
  brand_color: z.string(),
  logo: z.string().nullable(),
  mail_language: z.string(),
  language: z.string().nullable(),
  email: z.string().nullable(),
  subscribed: z.boolean(),
  blocked: z.boolean(),
});

/**
 * What the unsubscribe page shows to the holder of a link: whether campaigns go to that person at the mailbox the mail went
 * to (C18). Reading changes nothing.
 * @throws {PackpostError} not_found
 */
export async function readSubscription({ ctx, input }: { ctx: Context; input: { recipientId: string } }) {
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      select organisation.name as organisation_name, organisation.slug, organisation.brand_color, organisation.logo, organisation.mail_language, customer.language, recipient.email,
        not exists (select from preference where preference.organisation_id = recipient.organisation_id
          and preference.customer_id = coalesce(customer.merged_into, customer.id) and channel = 'campaign' and not subscribed)
        and not ${mailboxOptedOut(sql`coalesce(recipient.email_key, customer.email_key)`)} as subscribed,
        exists (select from suppression where suppression.organisation_id = recipient.organisation_id
          and ${blockedBy("email", sql`coalesce(recipient.email_key, customer.email_key)`)}) as blocked
      from recipient join organisation on organisation.id = recipient.organisation_id
      join customer on customer.organisation_id = recipient.organisation_id and customer.id = recipient.customer_id
      where recipient.id = ${input.recipientId} and recipient.organisation_id = ${ctx.organisationId}`.execute(
      em.getKysely(),
    ),
  );
  const row = rowSchema.optional().parse(rows[0]);
  if (!row) throw new PackpostError("not_found", "This link belongs to no message of ours.");
  return {
    organisationName: row.organisation_name,
    /** Of the customers' own pages, where more can be chosen by whoever signs in (P6). */
    slug: row.slug,
    brandColor: row.brand_color,
    logo: logoOf(row.logo),
    /** The holder's own; null = they have chosen none. */
    language: row.language,
    organisationLanguage: row.mail_language,
    email: row.email,
    subscribed: row.subscribed,
    /** Whatever the person chooses: mail to the address came back, was reported as spam, or staff blocked it (C14). */
    blocked: row.blocked,
  };
}
