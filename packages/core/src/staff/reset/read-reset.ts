import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { maskedAddress } from "../../address/masked-address.ts";
import { shownAddress } from "../../address/shown-address.ts";
import type { Context } from "../../context.ts";

export type ResetView =
  | { readonly state: "open"; readonly address: string }
  /** Used, over, or none of ours: a new one can be asked for. */
  | { readonly state: "used" | "expired" | "unknown" };

/**
 * What the page behind a link to a new password shows (O1). Reading changes nothing: scanners read.
 * @param input.hash of the link's token
 */
export async function readReset({
  ctx,
  input: { hash },
}: {
  ctx: Context;
  input: { readonly hash: string };
}): Promise<ResetView> {
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql<{ state: "open" | "used" | "expired"; email: string }>`
      select account.email, case when used_at is not null then 'used' when expires_at <= app_now() or ended_at is not null then 'expired' else 'open' end as state
      from password_reset reset
      join staff_member member on member.organisation_id = reset.organisation_id and member.id = reset.staff_member_id
      join auth_user account on account.id = member.user_id
      where reset.organisation_id = ${ctx.organisationId} and token_hash = ${hash}`.execute(em.getKysely()),
  );
  const [found] = rows;
  if (found === undefined) return { state: "unknown" };
  if (found.state !== "open") return { state: found.state };
  return { state: "open", address: maskedAddress(shownAddress(found.email)) };
}
