import type { Context } from "@packpost/core/context";
import { PackpostError } from "@packpost/core/errors";
import { linkSecrets } from "@packpost/core/unsubscribe/secrets";
import { verifyUnsubscribeToken } from "@packpost/core/unsubscribe/token";
import { organisationIdFrom } from "@packpost/db/organisation-id";
import { env } from "#web/env.ts";
import { verbContext } from "#web/server/verb-context.ts";

/**
 * Whom an unsubscribe link speaks for. The token names tenant and recipient, and is signed: it is one of the places where
 * an organisation id is minted.
 * @throws {PackpostError} not_found for anything we did not sign
 */
export async function contextOfUnsubscribeToken(
  token: string,
): Promise<{ ctx: Context; recipientId: string }> {
  const claim = verifyUnsubscribeToken(token, linkSecrets(env.AUTH_SECRET, env.AUTH_SECRET_PREVIOUS));
  if (!claim)
    throw new PackpostError("not_found", "This link is not complete.", {
      nextStep: "Open it from the mail again, or write to the sender.",
    });
  return {
    // The link proves the mailbox, not an account: the audit names the recipient's row.
    ctx: await verbContext(organisationIdFrom(claim.organisationId), {
      kind: "customer",
      id: claim.recipientId,
    }),
    recipientId: claim.recipientId,
  };
}
