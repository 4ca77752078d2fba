import type { Orm } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";

const rowSchema = z.object({ state: z.enum(["open", "used", "taken", "expired"]) });

/** `taken`: it was for the first organisation, and there is one. `unknown`: none of ours, or a newer one ended it. */
export type FoundingState = z.infer<typeof rowSchema>["state"] | "unknown";

/**
 * What has become of a link that founds an organisation (O1). Asked by anybody, before there is an organisation; reading changes nothing.
 * @param hash of the link's token; null for what is none
 */
export async function readFounding(orm: Orm, hash: string | null): Promise<FoundingState> {
  if (hash === null) return "unknown";
  const { rows } = await sql`
    select case when used_at is not null then 'used'
      when first_only and exists (select from list_organisation_ids()) then 'taken'
      when expires_at <= app_now() then 'expired' else 'open' end as state
    from founding_link where token_hash = ${hash}`.execute(orm.em.fork().getKysely());
  return rowSchema.optional().parse(rows[0])?.state ?? "unknown";
}
