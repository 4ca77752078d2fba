import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { isOptedOut } from "../texting/number-consent.ts";
import { chooseCampaigns } from "../unsubscribe/choose-campaigns.ts";
import { liftBounce } from "./lift-bounce.ts";

export const changeCommunicationSchema = z.object({
  channel: z.enum(["campaign", "notice", "text"]),
  subscribed: z.boolean(),
});
export type ChangeCommunicationInput = z.infer<typeof changeCommunicationSchema>;

/** So often one customer changes something in a quarter of an hour. */
const MOST_CHANGES = 60;

/** `stopped`: STOP came from their phone, and only a START from there lifts it (A12); nothing was changed. */
export type ChangeCommunicationOutcome = { readonly outcome: "changed" | "stopped" };

/**
 * The acting customer leaves or comes back to one kind of what they are sent (P6): at once, reversible, audited for each person
 * whose choice it is. About mail it holds for their mailbox (C18); coming back to it also lifts a bounce, here and at the provider, never
 * a complaint and never what the team blocked. What past campaigns count stays as it is.
 * @throws {PackpostError} forbidden, not_found, rate_limited
 */
export async function changeCommunication({
  ctx,
  input,
}: {
  ctx: Context;
  input: ChangeCommunicationInput;
}): Promise<ChangeCommunicationOutcome> {
  requirePermission(ctx, "subscription.change");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const me = await holdCustomer(em, ctx);
    await refuseFlood(em, ctx, me.customerId);
    const { channel, subscribed } = input;
    if (channel === "text") {
      if (subscribed && me.phone !== null && (await isOptedOut(em, ctx, me.phone)))
        return { outcome: "stopped" };
      audit(em, ctx, input, me.customerId, await choose(em, ctx, input, [me.customerId]));
      return { outcome: "changed" };
    }
    const changed =
      channel === "campaign"
        ? await chooseCampaigns(em, ctx, { ...me, subscribed, source: "portal" })
        : await choose(em, ctx, input, subscribed ? await sharers(em, ctx, me) : [me.customerId]);
    audit(em, ctx, input, me.customerId, changed);
    if (!subscribed) return { outcome: "changed" };
    if (me.emailKey !== null) await liftBounce(em, ctx, me.emailKey);
    // What the provider noted of this mailbox is compared, and lifted there where it allows that.
    ctx.workflows.syncSuppressions();
    return { outcome: "changed" };
  });
}

interface Me {
  readonly customerId: string;
  readonly emailKey: string | null;
  readonly phone: string | null;
}

async function holdCustomer(em: EntityManager, ctx: Context): Promise<Me> {
  const customerId = ctx.actor.kind === "customer" ? ctx.actor.id : null;
  const { rows } = await sql<Me>`
    select id as "customerId", email_key as "emailKey", phone from customer
    where organisation_id = ${ctx.organisationId} and id = ${customerId}::uuid for no key update`.execute(
    em.getKysely(),
  );
  if (rows[0] === undefined) throw new PackpostError("not_found", "This account is not there any more.");
  return rows[0];
}

/** Everybody with the mailbox: whoever comes back there does so for all, else one's no would keep the other from it. */
async function sharers(em: EntityManager, ctx: Context, { customerId, emailKey }: Me): Promise<string[]> {
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
  { channel, subscribed }: ChangeCommunicationInput,
  customerIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ customerId: string }>`
    insert into preference (organisation_id, customer_id, channel, subscribed, source)
    select ${ctx.organisationId}, id, ${channel}, ${subscribed}, 'portal' from unnest(${customerIds}::uuid[]) id
    where not ${subscribed} or exists (select from preference said where said.organisation_id = ${ctx.organisationId} and said.customer_id = id
      and said.channel = ${channel} and not said.subscribed)
    on conflict (customer_id, channel, organisation_id) do update
      set subscribed = excluded.subscribed, source = excluded.source, changed_at = app_now() where preference.subscribed <> excluded.subscribed
    returning customer_id as "customerId"`.execute(em.getKysely());
  return new Set(rows.map(({ customerId }) => customerId));
}

function audit(
  em: EntityManager,
  ctx: Context,
  { channel, subscribed }: ChangeCommunicationInput,
  customerId: string,
  changed: ReadonlySet<string>,
): void {
  for (const subjectId of changed)
    writeAudit(em, ctx, {
      action: subscribed ? "preference.subscribed" : "preference.unsubscribed",
      subjectKind: "customer",
      subjectId,
      detail: { channel, source: "portal", ...(subjectId === customerId ? {} : { sharedMailbox: true }) },
    });
}

/** Index: audit_by_subject. */
async function refuseFlood(em: EntityManager, ctx: Context, customerId: string): Promise<void> {
  const { rows } = await sql<{ changes: number }>`
    select count(*)::int as changes from audit
    where organisation_id = ${ctx.organisationId} and subject_kind = 'customer' and subject_id = ${customerId}
      and action in ('preference.subscribed', 'preference.unsubscribed') and at > app_now() - interval '15 minutes'`.execute(
    em.getKysely(),
  );
  if ((rows[0]?.changes ?? 0) < MOST_CHANGES) return;
  throw new PackpostError("rate_limited", "This was changed very often just now.", {
    effect: "It stays as it was.",
    retryAfterSeconds: 15 * 60,
  });
}
