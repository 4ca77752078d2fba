import type { Context } from "@packpost/core/context";
import { PackpostError } from "@packpost/core/errors";
import { findLinkHolder } from "@packpost/core/unsubscribe/find-link-holder";
import { linkSecrets } from "@packpost/core/unsubscribe/secrets";
import { verifyUnsubscribeToken } from "@packpost/core/unsubscribe/token";
import { type OrganisationId, organisationIdFrom } from "@packpost/db/organisation-id";
import { env } from "#web/env.ts";
import { getOrm } from "#web/server/database.ts";
import { verbContext } from "#web/server/verb-context.ts";

/** Whom a link speaks for, before anybody has looked whether they are still there. */
export interface LinkClaim {
  readonly organisationId: OrganisationId;
  readonly recipientId: string;
}

/**
 * Reads an unsubscribe link's token. It names tenant and recipient, and is signed: it is one of the places where an
 * organisation id is minted.
 * @throws {PackpostError} not_found for anything we did not sign
 */
export function readClaim(token: string): LinkClaim {
  const claim = verifyUnsubscribeToken(token, linkSecrets(env.AUTH_SECRET, env.AUTH_SECRET_PREVIOUS));
  if (!claim)
    throw new PackpostError("not_found", "This link is not complete.", {
      nextStep: "Open it from the mail again, or write to the sender.",
    });
  return { organisationId: organisationIdFrom(claim.organisationId), recipientId: claim.recipientId };
}

/**
 * What a core verb of whoever holds a link runs in.
 * @throws {PackpostError} not_found for what is not there any more
 */
export async function contextOfClaim({ organisationId, recipientId }: LinkClaim): Promise<Context> {
  // The link proves the mailbox of one mail: who acts is the customer to whom that went.
  const holder = await findLinkHolder({
    ctx: { orm: await getOrm(), organisationId },
    input: { recipientId },
  });
  return verbContext(organisationId, holder);
}
