import type { Context } from "@packpost/core/context";
import { PackpostError } from "@packpost/core/errors";
import { linkSecrets } from "@packpost/core/unsubscribe/secrets";
import { verifyUnsubscribeToken } from "@packpost/core/unsubscribe/token";
import { organisationIdFrom } from "@packpost/db/organisation-id";
import { env } from "#web/env.ts";
import { getOrm } from "#web/server/database.ts";

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
    ctx: {
      orm: await getOrm(),
      organisationId: organisationIdFrom(claim.organisationId),
      // The link proves the mailbox, not an account: the audit names the recipient's row.
      actor: { kind: "customer", id: claim.recipientId },
    },
    recipientId: claim.recipientId,
  };
}
