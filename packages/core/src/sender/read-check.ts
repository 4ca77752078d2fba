import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import type { Context } from "../context.ts";
import { senderPartSchema } from "./sender-parts.ts";

const checkSchema = z.object({
  checkedAt: z.coerce.date(),
  ageMs: z.coerce.number(),
  source: z.enum(["account", "dns"]),
  parts: z.array(senderPartSchema),
  providerMessage: z.string().nullable(),
});
export type StoredCheck = z.infer<typeof checkSchema>;

/** The newest look at a domain, null when nobody has looked yet. */
export async function readCheck(
  em: EntityManager,
  ctx: Context,
  domain: string,
): Promise<StoredCheck | null> {
  const { rows } = await sql`
    select checked_at as "checkedAt", extract(epoch from app_now() - checked_at) * 1000 as "ageMs", source, parts, provider_message as "providerMessage"
    from sender_check where organisation_id = ${ctx.organisationId} and domain = ${domain}`.execute(
    em.getKysely(),
  );
  return rows[0] === undefined ? null : checkSchema.parse(rows[0]);
}
