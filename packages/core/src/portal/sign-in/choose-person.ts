import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../../context.ts";
import { beginSession, type NewSession } from "./begin-session.ts";
import { CODE_MINUTES } from "./sign-in-code.ts";

/**
 * Who somebody is, of those that share the mailbox that this browser has just proved (P6).
 * @returns `ended` when it has proved none lately, or not theirs
 */
export async function choosePerson({
  ctx,
  input: { customerId, browser },
}: {
  ctx: Context;
  input: { customerId: string; browser: NewSession["browser"] };
}): Promise<{ readonly outcome: "signed_in"; readonly token: string } | { readonly outcome: "ended" }> {
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<{ emailKey: string }>`
      update portal_try mine set proved_at = null from portal_code code, customer
      where mine.organisation_id = ${ctx.organisationId} and mine.browser_hash = ${browser.hash}
        and mine.proved_at > app_now() - make_interval(mins => ${CODE_MINUTES})
        and code.organisation_id = mine.organisation_id and code.id = mine.code_id
        and customer.organisation_id = mine.organisation_id and customer.id = ${customerId} and customer.email_key = code.email_key
      returning code.email_key as "emailKey"`.execute(em.getKysely());
    const [proved] = rows;
    if (proved === undefined) return { outcome: "ended" };
    const token = await beginSession(em, ctx, { customerId, emailKey: proved.emailKey, browser });
    return { outcome: "signed_in", token };
  });
}
