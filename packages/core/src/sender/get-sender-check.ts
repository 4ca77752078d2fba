import { Organisation } from "@packpost/db/entities/organisation.entity";
import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { explainMailService, isMailService } from "./mail-services.ts";
import { readCheck } from "./read-check.ts";
import { domainOf, isHeldAgainst, type SenderPart } from "./sender-parts.ts";

/** Whether the sender's domain is set up, as it was last looked at. */
export interface SenderCheck {
  domain: string;
  /** Null: nobody has looked yet. */
  checkedAt: Date | null;
  /** `account`: the provider's account said so; `dns`: the DNS alone, so that some cannot be known. */
  source: "account" | "dns" | null;
  parts: SenderPart[];
  /** Why the account could not be asked the last time. */
  providerMessage: string | null;
  /** The domain is a mail service's (gmail.com), which nobody can prove: why, and what to do; null = it is not. */
  mailService: string | null;
  /** Mass mail is refused as it stands. */
  refused: boolean;
}

/** The check of the sender's domain (C17), for the settings. */
export async function getSenderCheck({ ctx }: { ctx: Context }): Promise<SenderCheck> {
  requirePermission(ctx, "settings.manage");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { senderEmail } = await em.findOneOrFail(Organisation, { id: ctx.organisationId });
    const domain = domainOf(senderEmail);
    const check = await readCheck(em, ctx, domain);
    const service = isMailService(domain) ? explainMailService(domain) : null;
    if (check === null)
      return {
        domain,
        checkedAt: null,
        source: null,
        parts: [],
        providerMessage: null,
        mailService: service,
        refused: ctx.realMail || service !== null,
      };
    const { checkedAt, source, parts, providerMessage } = check;
    const refused = service !== null || parts.some(isHeldAgainst);
    return { domain, checkedAt, source, parts, providerMessage, mailService: service, refused };
  });
}
