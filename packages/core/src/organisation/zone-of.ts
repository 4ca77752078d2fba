import { Organisation } from "@packpost/db/entities/organisation.entity";
import type { EntityManager } from "@packpost/db/orm";
import type { Context } from "../context.ts";

/** The IANA zone that the organisation's days and times are told in. */
export async function zoneOf(em: EntityManager, ctx: Context): Promise<string> {
  return (await em.findOneOrFail(Organisation, { id: ctx.organisationId })).zone;
}
