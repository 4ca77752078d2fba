import type { EntityManager } from "@packpost/db/orm";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import type { CampaignStatus } from "./enums.ts";

/**
 * A campaign's status, which nobody changes until the transaction ends. MikroORM knows `for update` alone, which would also stop
 * whoever writes rows that refer to it.
 * @param mode `share`: others may hold it so too, to change what the campaign says; `alone`: nobody else
 * @returns its status, and whether sending has begun
 * @throws {PackpostError} not_found, also for a campaign of another organisation
 */
export async function holdBroadcast(
  em: EntityManager,
  ctx: Context,
  campaignId: string,
  mode: "share" | "alone",
): Promise<{ status: CampaignStatus; hasBegun: boolean }> {
  const row = em
    .getKysely()
    .selectFrom("broadcast")
    .where("organisation_id", "=", ctx.organisationId)
    .where("id", "=", campaignId)
    .select(({ eb }) => ["status", eb("sending_began_at", "is not", null).as("has_begun")]);
  const found = await (mode === "share" ? row.forShare() : row.forNoKeyUpdate()).executeTakeFirst();
  if (found) return { status: found.status, hasBegun: Boolean(found.has_begun) };
  throw new PackpostError("not_found", "This campaign does not exist.", {
    nextStep: "Look for it in the list of campaigns.",
  });
}
