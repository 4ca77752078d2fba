import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { maskedAddress } from "../../address/masked-address.ts";
import type { Context } from "../../context.ts";
import { hashOf } from "./sign-in-code.ts";

export type LinkState =
  /** This browser asked for it: one press signs in. */
  | { readonly state: "here"; readonly address: string }
  /** Another one did: the page asks for the digits of the same mail. */
  | { readonly state: "elsewhere"; readonly address: string }
  | { readonly state: "ended" };

/**
 * What the page behind a link shows (T47). Reading changes nothing: scanners read.
 * @param input.link the token in its address
 */
export async function readLink({
  ctx,
  input: { link, browserHash },
}: {
  ctx: Context;
  input: { link: string; browserHash: string };
}): Promise<LinkState> {
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql<{ emailKey: string; here: boolean }>`
      select code.email_key as "emailKey", exists (select from portal_try mine where mine.organisation_id = code.organisation_id
        and mine.code_id = code.id and mine.browser_hash = ${browserHash} and mine.asked) as here
      from portal_code code
      where code.organisation_id = ${ctx.organisationId} and code.link_hash = ${hashOf(link)} and code.used_at is null
        and code.expires_at > app_now()`.execute(em.getKysely()),
  );
  const [code] = rows;
  if (code === undefined) return { state: "ended" };
  return code.here
    ? { state: "here", address: code.emailKey }
    : { state: "elsewhere", address: maskedAddress(code.emailKey) };
}
