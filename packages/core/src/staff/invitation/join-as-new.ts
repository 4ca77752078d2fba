import { AuthAccount } from "@packpost/db/entities/auth-account.entity";
import { AuthUser } from "@packpost/db/entities/auth-user.entity";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import type { PasswordHashing } from "../change-password.ts";
import { explainWeakPassword } from "../explain-weak-password.ts";
import { becomeMember, type Joined, takeInvitation } from "./become-member.ts";
import { findByLink } from "./read-invitation.ts";

/**
 * Somebody without an account joins by the link in their mail, which proves their address: they say their name and choose a password (O1).
 * @param input.hash of the link's token
 * @param input.hashing how the sign-in hashes
 * @returns `has_account`: they have one, by which they join; `ended`: the link does not work any more, and the page says why
 * @throws {PackpostError} invalid_input for a weak password, and whatever the hashing throws
 */
export async function joinAsNew({
  ctx,
  input: { hash, name, password, hashing },
}: {
  ctx: Context;
  input: {
    readonly hash: string;
    readonly name: string;
    readonly password: string;
    readonly hashing: PasswordHashing;
  };
}): Promise<Joined | { readonly outcome: "has_account" | "ended" }> {
  const found = await findByLink(ctx, hash);
  if (found === undefined || found.state !== "open" || !found.newest) return { outcome: "ended" };
  if (found.hasAccount) return { outcome: "has_account" };
  const { emailKey: email, organisationName } = found;
  const weak = await explainWeakPassword(password, { email, name, organisationName });
  if (weak !== null) throw new PackpostError("invalid_input", weak, { effect: "You have not joined yet." });
  // Outside of any transaction: hashing takes its time, and its turn.
  const hashed = await hashing.hash(password);
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const invitation = await takeInvitation(em, ctx, hash);
    if (invitation === null) return { outcome: "ended" };
    // Meanwhile another organisation's invitation may have made it.
    await sql`select pg_advisory_xact_lock(hashtextextended(${email}, 7307))`.execute(em.getKysely());
    if ((await em.count(AuthUser, { email })) > 0) return { outcome: "has_account" };
    const user = em.create(AuthUser, { id: crypto.randomUUID(), name, email, emailVerified: true });
    const updatedAt = new Date();
    em.create(AuthAccount, {
      ...{ user, accountId: user.id, providerId: "credential", password: hashed, updatedAt },
    });
    await em.flush();
    return becomeMember(em, ctx, invitation, { userId: user.id, name });
  });
}
