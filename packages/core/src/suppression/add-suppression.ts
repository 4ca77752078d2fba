import { Suppression } from "@packpost/db/entities/suppression.entity";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import type { SuppressionKind } from "./enums.ts";
import { readBlock } from "./read-block.ts";
import { readBlocked, shownBlocked } from "./read-blocked.ts";
import type { AddSuppressionInput } from "./schemas.ts";

/** `shown` is what is blocked as people read it, `people` how many customers have that address or number, or one there, today. */
interface Block {
  readonly shown: string;
  readonly people: number;
}

export type AddSuppressionResult =
  | ({ readonly outcome: "added" } & Block)
  /** It stands by hand already. */
  | ({ readonly outcome: "already" } & Block)
  /** It is a whole domain: to be said again with `confirmedDomain`. */
  | ({ readonly outcome: "ask_domain" } & Block)
  /** Nobody could be meant by it. */
  | { readonly outcome: "nobody"; readonly fault: string };

/**
 * Stops mass mail to an address or a whole domain, or texts to a number, by hand (C14). What could match nobody is refused (K16), a domain only
 * taken after the person was asked. The next comparison tells the mail provider of an address; a domain or number is kept from here alone.
 * The audit names no address, the row does.
 * @throws {PackpostError} forbidden
 */
export async function addSuppression({
  ctx,
  input,
}: {
  ctx: Context;
  input: AddSuppressionInput;
}): Promise<AddSuppressionResult> {
  requirePermission(ctx, "settings.manage");
  const read = readBlocked(input.channel, input.value);
  if (read.kind === "nobody") return { outcome: "nobody", fault: read.fault };
  const { kind, key } = read;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const block = { shown: shownBlocked(kind, key), people: await countPeople(em, kind, key) };
    if (kind === "address" && read.placeholder && block.people === 0)
      return { outcome: "nobody", fault: noPlaceholders };
    if (await standsByHand(em, ctx, key)) return { outcome: "already", ...block };
    const confirmed = input.confirmedDomain ? readBlock(input.confirmedDomain) : null;
    if (kind === "domain" && (confirmed?.kind !== "domain" || confirmed.key !== key))
      return { outcome: "ask_domain", ...block };
    // Somebody who blocks the same at this moment has won: no error, which would end the transaction.
    const added = await em
      .getKysely()
      .insertInto("suppression")
      .values({ organisation_id: ctx.organisationId, kind, value_key: key, reason: "by_hand" })
      .onConflict((conflict) => conflict.doNothing())
      .returning("id")
      .executeTakeFirst();
    if (added === undefined) return { outcome: "already", ...block };
    const subject = { subjectKind: "suppression", subjectId: added.id } as const;
    writeAudit(em, ctx, { action: "suppression.added", ...subject, detail: { kind } });
    if (kind !== "number") ctx.workflows.syncSuppressions();
    return { outcome: "added", ...block };
  });
}

const noPlaceholders =
  "* and % stand for nothing here, and no customer has exactly this address. Write the whole address, or the domain for everybody there.";

async function standsByHand(em: EntityManager, ctx: Context, valueKey: string): Promise<boolean> {
  const { organisationId } = ctx;
  return (await em.count(Suppression, { organisationId, valueKey, reason: "by_hand", liftedAt: null })) > 0;
}

const ofWhom = {
  address: (key: string) => sql`email_key = ${key}`,
  domain: (key: string) => sql`split_part(email_key, '@', 2) = ${key}`,
  number: (key: string) => sql`phone = ${key}`,
} satisfies Record<SuppressionKind, unknown>;

/** A number's by customer_by_phone, an address's by customer_by_mailbox. */
async function countPeople(em: EntityManager, kind: SuppressionKind, key: string): Promise<number> {
  const { rows } = await sql<{ people: number }>`
    select count(*)::int as people from customer
    where organisation_id = app_organisation_id() and ${ofWhom[kind](key)}`.execute(em.getKysely());
  return rows[0]?.people ?? 0;
}
