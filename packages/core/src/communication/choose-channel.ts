import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { isOptedOut } from "../texting/number-consent.ts";
import { type CampaignChoice, chooseCampaigns } from "../unsubscribe/choose-campaigns.ts";

/** Whose choice it is. */
export interface Chooser {
  readonly customerId: string;
  readonly emailKey: string | null;
  /** E.164. */
  readonly phone: string | null;
}

/** What one can be sent or not (P6). */
export interface ChannelChoice {
  readonly channel: "campaign" | "notice" | "text";
  readonly subscribed: boolean;
  readonly source: Extract<CampaignChoice["source"], "portal" | "staff">;
}

/** Whoever's row it is, in the running transaction. */
export async function holdChooser(
  em: EntityManager,
  ctx: Context,
  customerId: string | null,
): Promise<Chooser | undefined> {
  const { rows } = await sql<Chooser>`
    select id as "customerId", email_key as "emailKey", phone from customer
    where organisation_id = ${ctx.organisationId} and id = ${customerId}::uuid for no key update`.execute(
    em.getKysely(),
  );
  return rows[0];
}

/**
 * Writes down that somebody leaves or comes back to one kind of what they are sent (P6). About mail it holds for their mailbox (C18).
 * @returns whose choice is another one now; "stopped": STOP came from their phone, and only a START from there lifts it (A12)
 */
export async function chooseChannel(
  em: EntityManager,
  ctx: Context,
  me: Chooser,
  choice: ChannelChoice,
): Promise<ReadonlySet<string> | "stopped"> {
  const { channel, subscribed, source } = choice;
  if (channel === "campaign")
    return chooseCampaigns(em, ctx, { customerId: me.customerId, emailKey: me.emailKey, subscribed, source });
  if (channel === "notice")
    return choose(em, ctx, choice, subscribed ? await sharers(em, ctx, me) : [me.customerId]);
  if (subscribed && me.phone !== null && (await isOptedOut(em, ctx, me.phone))) return "stopped";
  return choose(em, ctx, choice, [me.customerId]);
}

/** Everybody with the mailbox: whoever comes back there does so for all, else one's no would keep the other from it. */
async function sharers(
  em: EntityManager,
  ctx: Context,
  { customerId, emailKey }: Chooser,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from customer where organisation_id = ${ctx.organisationId} and email_key = ${emailKey}`.execute(
    em.getKysely(),
  );
  return [customerId, ...rows.map(({ id }) => id).filter((id) => id !== customerId)];
}

/** @returns whose choice is another one now; no row was a yes */
async function choose(
  em: EntityManager,
  ctx: Context,
  { channel, subscribed, source }: ChannelChoice,
  customerIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ customerId: string }>`
    insert into preference (organisation_id, customer_id, channel, subscribed, source)
    select ${ctx.organisationId}, id, ${channel}, ${subscribed}, ${source} from unnest(${customerIds}::uuid[]) id
    where not ${subscribed} or exists (select from preference said where said.organisation_id = ${ctx.organisationId} and said.customer_id = id
      and said.channel = ${channel} and not said.subscribed)
    on conflict (customer_id, channel, organisation_id) do update
      set subscribed = excluded.subscribed, source = excluded.source, changed_at = app_now() where preference.subscribed <> excluded.subscribed
    returning customer_id as "customerId"`.execute(em.getKysely());
  return new Set(rows.map(({ customerId }) => customerId));
}
