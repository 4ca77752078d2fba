import { ApiKey } from "@packpost/db/entities/api-key.entity";
import { Organisation } from "@packpost/db/entities/organisation.entity";
import { inOrganisation } from "@packpost/db/orm";
import type { ApiKeyActor } from "../access/actor.ts";
import type { Context } from "../context.ts";

/** Which key asks, and whose it is. It needs no permission: whoever has the key may know. */
export function readKeyHolder({ ctx }: { ctx: Context<ApiKeyActor> }) {
  const { organisationId } = ctx;
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    const { id, name, scopes } = await em.findOneOrFail(ApiKey, { organisationId, id: ctx.actor.id });
    const organisation = await em.findOneOrFail(Organisation, { id: organisationId });
    return { id, name, scopes, organisation: { name: organisation.name, zone: organisation.zone } };
  });
}
