import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import { chooseChannel, holdChooser } from "../communication/choose-channel.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
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
    const me = await holdChooser(em, ctx, ctx.actor.kind === "customer" ? ctx.actor.id : null);
    if (me === undefined) throw new PackpostError("not_found", "This account is not there any more.");
    await refuseFlood(em, ctx, me.customerId);
    const { channel, subscribed } = input;
    const changed = await chooseChannel(em, ctx, me, { channel, subscribed, source: "portal" });
    if (changed === "stopped") return { outcome: "stopped" };
    audit(em, ctx, input, me.customerId, changed);
    if (!subscribed || channel === "text") return { outcome: "changed" };
    if (me.emailKey !== null) await liftBounce(em, ctx, me.emailKey);
    // What the provider noted of this mailbox is compared, and lifted there where it allows that.
    ctx.workflows.syncSuppressions();
    return { outcome: "changed" };
  });
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
