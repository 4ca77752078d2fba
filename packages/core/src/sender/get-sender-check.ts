import { Organisation } from "@packpost/db/entities/organisation.entity";
import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { readCheck } from "./read-check.ts";
import { domainOf, type SenderPart } from "./sender-parts.ts";

/** Whether the sender's domain is set up, as it was last looked at. */
export interface SenderCheck {
  domain: string;
  /** Null: nobody has looked yet. */
  checkedAt: Date | null;
  /** `account`: the provider's account said so; `dns`: the DNS alone, so that some cannot be known. */
  source: "account" | "dns" | null;
  parts: SenderPart[];
  /** Why the account could not be asked the last time. */
  words: string | null;
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
    if (check === null)
      return {
        domain,
        checkedAt: null,
        source: null,
        parts: [],
        words: null,
        refused: ctx.realMail === true,
      };
    const { checkedAt, source, parts, words } = check;
    const refused = parts.some(({ state }) => state === "missing");
    return { domain, checkedAt, source, parts, words, refused };
  });
}
