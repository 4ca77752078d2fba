import { Organisation } from "@packpost/db/entities/organisation.entity";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { blockedBy } from "../../address/blocked-by-sql.ts";
import { letterheadOf } from "../../campaign/letterhead-of.ts";
import type { Context } from "../../context.ts";
import { queueDeliveries } from "../../delivery/queue-deliveries.ts";
import { chooseLanguage, type Language } from "../../messages/languages.ts";
import { renderCodeMail } from "./render-code-mail.ts";
import { digitsOf, linkTokenOf } from "./sign-in-code.ts";

/**
 * Mails a code to whoever of the audience has its mailbox, at the address in their file; to nobody when nobody has it, or when mail
 * there came back for good. What people chose not to get makes no difference: they asked for this one themselves (P6).
 * @param input.slug of the organisation's pages
 * @param input.language of the page that it was asked on; a customer's own goes before it
 * @param secret AUTH_SECRET
 */
export async function mailCode({
  ctx,
  input: { codeId, slug, language },
  secret,
}: {
  ctx: Context;
  input: { codeId: string; slug: string; language: Language };
  secret: string;
}): Promise<void> {
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const organisation = await em.findOneOrFail(Organisation, { id: ctx.organisationId });
    // Written out for anybody: that takes some milliseconds, which whoever asks next could notice.
    const found = await findAddress(em, ctx, codeId);
    const message = await renderCodeMail({
      letterhead: letterheadOf(organisation, ctx),
      language: chooseLanguage(found?.language, language),
      digits: digitsOf(secret, codeId),
      link: `${ctx.appUrl}/portal/${slug}/enter/${linkTokenOf(secret, codeId)}`,
    });
    if (found === null) return;
    await queueDeliveries(em, ctx, {
      purpose: "sign_in",
      campaignId: null,
      requestedBy: null,
      to: [found.email],
      organisation,
      message,
    });
  });
}

async function findAddress(
  em: EntityManager,
  { organisationId }: Context,
  codeId: string,
): Promise<{ email: string; language: string | null } | null> {
  const { rows } = await sql<{ email: string; language: string | null }>`
    select customer.email, customer.language from portal_code code
    join customer on customer.organisation_id = code.organisation_id and customer.email_key = code.email_key
    where code.organisation_id = ${organisationId} and code.id = ${codeId} and length(customer.email) <= 254
      and not exists (select from suppression where suppression.organisation_id = code.organisation_id
        and ${blockedBy("email", sql`code.email_key`)} and suppression.reason = 'hard_bounce')
    order by customer.contact, customer.id limit 1`.execute(em.getKysely());
  return rows[0] ?? null;
}
