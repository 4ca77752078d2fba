import { Pass } from "@packpost/db/entities/pass.entity";
import { inOrganisation } from "@packpost/db/orm";
import type { Context } from "../../context.ts";
import { NO_CAMPAIGN } from "../had-enough-sql.ts";
import { keepPassAudience } from "./keep-pass-audience.ts";
import { keepReach } from "./keep-reach.ts";

/**
 * Keeps the audience of each pass ready before anybody asks: after midnight, an import, or on a pass's first day, a million people
 * are evaluated while nobody waits. A transaction a pass, so that none holds another's rows; one that is fresh costs a look-up.
 */
export async function keepAudiences({ ctx }: { ctx: Context }): Promise<void> {
  await inOrganisation(ctx.orm, ctx.organisationId, (em) => keepReach(em, NO_CAMPAIGN, "sweep"));
  const passes = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    em.find(Pass, { organisationId: ctx.organisationId }),
  );
  for (const { id } of passes)
    await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
      keepPassAudience(em, { campaignId: NO_CAMPAIGN, passId: id }),
    );
}
