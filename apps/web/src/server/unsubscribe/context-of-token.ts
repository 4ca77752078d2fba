import type { Context } from "@packpost/core/context";
import { PackpostError } from "@packpost/core/errors";
import { findLinkHolder } from "@packpost/core/unsubscribe/find-link-holder";
import { linkSecrets } from "@packpost/core/unsubscribe/secrets";
import { verifyUnsubscribeToken } from "@packpost/core/unsubscribe/token";
import { organisationIdFrom } from "@packpost/db/organisation-id";
import { env } from "#web/env.ts";
import { getOrm } from "#web/server/database.ts";
import { verbContext } from "#web/server/verb-context.ts";

/**
 * Whom an unsubscribe link speaks for. The token names tenant and recipient, and is signed: it is one of the places where
 * an organisation id is minted.
 * @throws {PackpostError} not_found for anything we did not sign, and for what is not there any more
 */
export async function contextOfUnsubscribeToken(
  token: string,
): Promise<{ ctx: Context; recipientId: string }> {
  const claim = verifyUnsubscribeToken(token, linkSecrets(env.AUTH_SECRET, env.AUTH_SECRET_PREVIOUS));
  if (!claim)
    throw new PackpostError("not_found", "This link is not complete.", {
      nextStep: "Open it from the mail again, or write to the sender.",
    });
  const { recipientId } = claim;
  const organisationId = organisationIdFrom(claim.organisationId);
  // The link proves the mailbox of one mail: who acts is the customer to whom that went.
  const holder = await findLinkHolder({
    ctx: { orm: await getOrm(), organisationId },
    input: { recipientId },
  });
  return { ctx: await verbContext(organisationId, holder), recipientId };
}
