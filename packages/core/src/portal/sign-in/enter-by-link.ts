import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../../context.ts";
import { beginSession, type NewSession } from "./begin-session.ts";
import { consumeCode, type EnterCodeOutcome } from "./enter-code.ts";
import { listPeopleOfMailbox } from "./list-people-of-mailbox.ts";
import { hashOf } from "./sign-in-code.ts";

/**
 * The press on the page behind a link (T47): signs in only in the browser that asked for the mail, whoever presses it elsewhere.
 * @param input.link the token in the page's address
 */
export async function enterByLink({
  ctx,
  input: { link, browser },
}: {
  ctx: Context;
  input: { link: string; browser: NewSession["browser"] };
}): Promise<
  Exclude<EnterCodeOutcome, { outcome: "wrong" | "spent" | "ended" }> | { readonly outcome: "ended" }
> {
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<{ id: string; emailKey: string }>`
      select code.id, code.email_key as "emailKey" from portal_code code
      join portal_try mine on mine.organisation_id = code.organisation_id and mine.code_id = code.id and mine.asked
      where code.organisation_id = ${ctx.organisationId} and code.link_hash = ${hashOf(link)} and mine.browser_hash = ${browser.hash}
        and code.used_at is null and code.expires_at > app_now() for update of code`.execute(em.getKysely());
    const [code] = rows;
    const people = code === undefined ? [] : await listPeopleOfMailbox(em, ctx, code.emailKey);
    const [one, ...others] = people;
    if (code === undefined || one === undefined) return { outcome: "ended" };
    await consumeCode(em, ctx, code.id, browser.hash);
    if (others.length > 0) return { outcome: "choose", people };
    return {
      outcome: "signed_in",
      token: await beginSession(em, ctx, { customerId: one.id, emailKey: code.emailKey, browser }),
    };
  });
}
