import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import type { Context } from "../context.ts";
import { writeMailboxChoices } from "./mailbox-choice.ts";

/** What somebody said about campaigns, and where. */
export interface CampaignChoice {
  readonly customerId: string;
  /** The mailbox at which they said it; null = they have none. */
  readonly emailKey: string | null;
  readonly subscribed: boolean;
  /** By a link's page, a mailbox provider's one-click POST (RFC 8058), on their own pages, or to the team, which recorded it. */
  readonly source: "link" | "one_click" | "portal" | "staff";
}

/**
 * Writes down whether campaigns go to a person and to the mailbox at which they said it: the choice holds for everybody with that
 * address (C18). Doing it twice changes nothing.
 * @returns the customers whose choice is another one now
 */
export async function chooseCampaigns(
  em: EntityManager,
  ctx: Context,
  choice: CampaignChoice,
): Promise<Set<string>> {
  const { customerId, emailKey, subscribed, source } = choice;
  // First, so that it is this person's word; the trigger behind preferences then finds it said.
  const mailbox = await writeMailboxChoices(
    em,
    ctx,
    sql`(select ${emailKey}::text as email_key, ${subscribed}::boolean as subscribed, app_now() as at, ${source}::text as source, ${customerId}::uuid as customer_id)`,
  );
  const changed = new Set(await (subscribed ? comeBack(em, ctx, choice) : leave(em, ctx, choice)));
  if (mailbox > 0) changed.add(customerId);
  return changed;
}

/** The no of the person; it goes with them wherever they move. Said before, it changes nothing. @returns whose preference changed */
async function leave(
  em: EntityManager,
  ctx: Context,
  { customerId, emailKey, source }: CampaignChoice,
): Promise<string[]> {
  const left = await em
    .getKysely()
    .insertInto("preference")
    .values({
      ...{ organisation_id: ctx.organisationId, customer_id: customerId, channel: "campaign" },
      ...{ subscribed: false, source, email_key: emailKey },
    })
    .onConflict((conflict) =>
      conflict
        .columns(["organisation_id", "customer_id", "channel"])
        .doUpdateSet(({ ref }) => ({
          ...{ subscribed: false, changed_at: ref("excluded.changed_at") },
          ...{ source: ref("excluded.source"), email_key: ref("excluded.email_key") },
        }))
        .where("preference.subscribed", "=", true),
    )
    .returning("customer_id")
    .execute();
  return left.map(({ customer_id }) => customer_id);
}

/**
 * Takes back the person's own no, and every no that others who have the mailbox said at it. What somebody said elsewhere
 * stays theirs. @returns whose preference changed
 */
async function comeBack(
  em: EntityManager,
  ctx: Context,
  { customerId, emailKey, source }: CampaignChoice,
): Promise<string[]> {
  const { rows } = await sql`
    update preference set subscribed = true, changed_at = app_now(), source = ${source}, email_key = ${emailKey}
    where organisation_id = ${ctx.organisationId} and channel = 'campaign' and not subscribed
      and customer_id in (
        select ${customerId}::uuid
        union select id from customer where organisation_id = ${ctx.organisationId} and email_key = ${emailKey})
      and (customer_id = ${customerId} or coalesce(email_key, ${emailKey}) = ${emailKey})
    returning customer_id`.execute(em.getKysely());
  return rows.map((row) => z.object({ customer_id: z.string() }).parse(row).customer_id);
}
