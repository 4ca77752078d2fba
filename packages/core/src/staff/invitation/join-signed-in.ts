import { inOrganisation } from "@packpost/db/orm";
import type { Context } from "../../context.ts";
import { becomeMember, type Joined, takeInvitation } from "./become-member.ts";

/** Whoever is signed in, whether they work anywhere or not. */
export interface SignedIn {
  readonly userId: string;
  /** As the account has it: a mailbox as it compares. */
  readonly email: string;
  readonly name: string;
}

/**
 * Somebody with an account joins by the link in their mail (O1). Whoever worked here before comes back as the same person (T64).
 * @param input.hash of the link's token
 * @returns `wrong_account`: the invitation is for another address; `ended`: the link does not work any more
 */
export async function joinSignedIn({
  ctx,
  input: { hash, account },
}: {
  ctx: Context;
  input: { readonly hash: string; readonly account: SignedIn };
}): Promise<Joined | { readonly outcome: "wrong_account" | "ended" }> {
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const invitation = await takeInvitation(em, ctx, hash);
    if (invitation === null) return { outcome: "ended" };
    if (invitation.emailKey !== account.email) return { outcome: "wrong_account" };
    return becomeMember(em, ctx, invitation, account);
  });
}
