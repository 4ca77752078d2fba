import { inOrganisation } from "@packpost/db/orm";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import type { PasswordHashing } from "../change-password.ts";
import { explainWeakPassword } from "../explain-weak-password.ts";
import { makeAccount } from "../make-account.ts";
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
    // Meanwhile another organisation's invitation, or one that they have founded, may have made the account.
    const { userId, isNew } = await makeAccount(em, { name, email, password: hashed });
    if (!isNew) return { outcome: "has_account" };
    return becomeMember(em, ctx, invitation, { userId, name });
  });
}
