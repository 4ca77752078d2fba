import type { EntityManager } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import * as z from "zod";
import { blockedBy } from "../address/blocked-by-sql.ts";
import { mailboxOptedOut } from "../unsubscribe/mailbox-choice.ts";

/** Why a campaign's text may not go to an address, not even as a preview (C18). */
export type RefusedWhy = "unsubscribed" | "blocked";

export interface RefusedAddress {
  readonly address: string;
  readonly why: RefusedWhy;
}

const rowSchema = z.object({ address: z.string(), why: z.enum(["unsubscribed", "blocked"]) });

/** Those of some addresses to which no campaign may go, nor a preview of one; the organisation's own may always. */
export async function findRefusedAddresses(
  em: EntityManager,
  addresses: readonly string[],
): Promise<RefusedAddress[]> {
  const { rows } = await sql`
    select address, why from unnest(${addresses}::text[]) with ordinality asked (address, place)
    cross join lateral (select ${whyRefused(sql`address_key(asked.address)`)} as why) evaluated
    where why is not null order by place`.execute(em.getKysely());
  return rows.map((row) => rowSchema.parse(row));
}

/**
 * Why a mailbox gets no campaign's text, as SQL; null = it may. By the keys of mailbox_choice and suppression_active.
 * @param key the mailbox, as SQL
 */
export function whyRefused(key: RawBuilder<unknown>): RawBuilder<RefusedWhy | null> {
  const own = sql`exists (
    select from organisation where organisation.id = app_organisation_id()
      and ${key} in (address_key(sender_email), address_key(support_email))
    union all
    select from staff_member join auth_user on auth_user.id = staff_member.user_id
    where staff_member.organisation_id = app_organisation_id() and ended_at is null and lower(auth_user.email) = ${key})`;
  const blocked = sql`exists (
    select from suppression where suppression.organisation_id = app_organisation_id() and ${blockedBy("email", key)})`;
  return sql<RefusedWhy | null>`case when ${own} then null when ${blocked} then 'blocked' when ${mailboxOptedOut(key)} then 'unsubscribed' end`;
}
