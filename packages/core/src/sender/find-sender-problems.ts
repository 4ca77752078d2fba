import { ProviderKey } from "@packpost/db/entities/provider-key.entity";
import type { EntityManager } from "@packpost/db/orm";
import type { Problem } from "../content/checks/problem.ts";
import type { Context } from "../context.ts";
import { isOnlyOrganisation } from "../installation/is-only-organisation.ts";
import { explainMailService, isMailService } from "./mail-services.ts";
import { readCheck } from "./read-check.ts";
import { domainOf, isHeldAgainst, senderPartNames } from "./sender-parts.ts";

const list = new Intl.ListFormat("en", { type: "conjunction" });

/**
 * Why mass mail may not leave as this sender (C17). What is missing blocks, wherever mail goes; what cannot be known does not.
 * A domain nobody has looked at yet blocks where mail really leaves: the look is on its way.
 * @param senderEmail the organisation's sender address
 */
export async function findSenderProblems(
  em: EntityManager,
  ctx: Context,
  senderEmail: string,
): Promise<Problem[]> {
  const ofProvider = await findProviderProblem(em, ctx);
  if (ofProvider !== null) return [ofProvider];
  const domain = domainOf(senderEmail);
  const blocking = { severity: "blocking", part: "organisation" } as const;
  if (isMailService(domain))
    return [{ code: "sender_not_verified", ...blocking, message: explainMailService(domain) }];
  const check = await readCheck(em, ctx, domain);
  if (check === null) {
    if (!ctx.realMail) return [];
    const message = `The sender's domain ${domain} is being checked for the first time. Try again in a minute; Settings shows the result.`;
    return [{ code: "sender_not_checked", ...blocking, message }];
  }
  const missing = check.parts.filter(isHeldAgainst);
  if (missing.length === 0) return [];
  const names = list.format(missing.map(({ part }) => senderPartNames[part]));
  const message = `The sender's domain ${domain} is not verified: ${names} ${missing.length === 1 ? "is" : "are"} missing. Settings shows the records to add.`;
  return [{ code: "sender_not_verified", ...blocking, message }];
}

/** Where mail really leaves, the environment's account serves an installation with one organisation (O2). */
async function findProviderProblem(em: EntityManager, ctx: Context): Promise<Problem | null> {
  const { organisationId } = ctx;
  if (!ctx.realMail || (await isOnlyOrganisation(em, organisationId))) return null;
  if ((await em.count(ProviderKey, { organisationId, channel: "email" })) > 0) return null;
  return {
    ...{ code: "no_provider", severity: "blocking", part: "organisation" },
    message:
      "Your organisation has no account at the mail provider yet: an owner enters its key in Settings › Providers.",
  };
}
