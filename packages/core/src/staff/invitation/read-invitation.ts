import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { roles } from "../../access/permissions.ts";
import { maskedAddress } from "../../address/masked-address.ts";
import { shownAddress } from "../../address/shown-address.ts";
import type { Context } from "../../context.ts";

const rowSchema = z.object({
  id: z.string(),
  emailKey: z.string(),
  name: z.string(),
  role: z.enum(roles),
  organisationName: z.string(),
  organisationEmail: z.string().nullable(),
  inviter: z.string(),
  inviterWorks: z.boolean(),
  newest: z.boolean(),
  state: z.enum(["open", "expired", "revoked", "used"]),
  hasAccount: z.boolean(),
});
type Row = z.infer<typeof rowSchema>;

/** What a link shows of its invitation, whatever has become of it. */
interface Shown extends Pick<Row, "organisationName" | "organisationEmail" | "role" | "name"> {
  /** Whom to ask: who sent it, or anybody else once they have left. */
  readonly inviter: string;
  readonly inviterWorks: boolean;
  /** The invited address, masked. */
  readonly address: string;
}

export type InvitationView =
  | { readonly state: "unknown" }
  /** It ended, was taken back, was used, or a newer mail has a link in its place. */
  | ({ readonly state: "expired" | "revoked" | "used" | "replaced" } & Shown)
  | ({
      readonly state: "open";
      /** How they join: with a new account, by signing in to theirs, at once, or after signing out. */
      readonly how: "new_account" | "sign_in" | "at_once" | "wrong_account";
    } & Shown);

/**
 * What the page behind an invitation's link shows (T64). Reading changes nothing: scanners read.
 * @param input.hash of the link's token
 * @param input.signedInAs address of whoever is signed in here
 */
export async function readInvitation({
  ctx,
  input: { hash, signedInAs },
}: {
  ctx: Context;
  input: { hash: string; signedInAs: string | null };
}): Promise<InvitationView> {
  const row = await findByLink(ctx, hash);
  if (row === undefined) return { state: "unknown" };
  const { organisationName, organisationEmail, inviter, inviterWorks, role, name, emailKey } = row;
  const address = maskedAddress(shownAddress(emailKey));
  const shown = { organisationName, organisationEmail, inviter, inviterWorks, role, name, address };
  if (row.state !== "open") return { state: row.state, ...shown };
  if (!row.newest) return { state: "replaced", ...shown };
  if (signedInAs === emailKey) return { state: "open", how: "at_once", ...shown };
  if (signedInAs !== null) return { state: "open", how: "wrong_account", ...shown };
  return { state: "open", how: row.hasAccount ? "sign_in" : "new_account", ...shown };
}

/** By invitation_list: an organisation has some hundreds. */
export async function findByLink(ctx: Context, hash: string): Promise<Row | undefined> {
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      select invitation.id, email_key as "emailKey", invitation.name, invitation.role, organisation.name as "organisationName",
        organisation.support_email as "organisationEmail", inviter.name as inviter, inviter.ended_at is null as "inviterWorks", token_hash = ${hash} as newest,
        case when accepted_at is not null then 'used' when revoked_at is not null then 'revoked' when expires_at <= app_now() then 'expired' else 'open' end as state,
        exists (select from auth_user where email = email_key) as "hasAccount"
      from invitation
      join organisation on organisation.id = invitation.organisation_id
      join staff_member inviter on inviter.organisation_id = invitation.organisation_id and inviter.id = invitation.invited_by
      where invitation.organisation_id = ${ctx.organisationId} and invitation.created_at > '-infinity'
        and (token_hash = ${hash} or ${hash} = any (past_token_hashes))`.execute(em.getKysely()),
  );
  return rowSchema.optional().parse(rows[0]);
}
