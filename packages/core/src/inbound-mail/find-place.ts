import type { MailProof, UnplacedReason } from "@packpost/db/enums";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { hashReplyToken, tokensIn } from "../reply-address/reply-token.ts";
import type { KeptMail } from "./mail-schema.ts";

/** Where a mail belongs, and what says so. */
export type Place =
  | {
      readonly found: true;
      readonly familyId: string;
      /** Who wrote it; null: one of several with that mailbox. */
      readonly customerId: string | null;
      readonly proof: MailProof;
      /** The newest entry that whoever answers has had before them; 0 = none is known. */
      readonly readUpTo: number;
    }
  | { readonly found: false; readonly reason: UnplacedReason };

type Person = { readonly familyId: string; readonly customerId: string };

/**
 * Finds a mail's place (T39): the token of the address it was sent to; else an id of ours that it refers to; else its sender's address,
 * which proves nothing. Never its subject.
 */
export async function findPlace(em: EntityManager, ctx: Context, mail: KeptMail): Promise<Place> {
  const byToken = await findByToken(em, ctx, mail);
  if (byToken)
    return { found: true, ...byToken, proof: "token", readUpTo: await readUpTo(em, ctx, byToken, mail) };
  const byReference = await findByReference(em, ctx, mail);
  if (byReference)
    return {
      found: true,
      ...byReference,
      proof: "reference",
      readUpTo: await readUpTo(em, ctx, byReference, mail),
    };
  return findByAddress(em, ctx, mail.from.address);
}

/** The first of the addresses that is one of ours. Whoever has moved to another family answers in theirs. */
async function findByToken(em: EntityManager, ctx: Context, mail: KeptMail): Promise<Person | undefined> {
  const hashes = tokensIn(mail.to).map(hashReplyToken);
  if (hashes.length === 0) return undefined;
  const { rows } = await sql<Person>`
    select customer.id as "customerId", customer.family_id as "familyId"
    from unnest(${hashes}::text[]) with ordinality asked (hash, place)
    join reply_address known on known.organisation_id = ${ctx.organisationId} and known.token_hash = asked.hash
    join customer on customer.organisation_id = known.organisation_id and customer.id = known.customer_id
    order by asked.place limit 1`.execute(em.getKysely());
  return rows[0];
}

const uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

/** Ids of ours: `<entry.customer@…>` of a mail about unread messages, `<recipient@…>` of a campaign's, `<delivery@…>` of any other. */
function ownIds(references: readonly string[]): { first: string; customerId: string | null }[] {
  return references.flatMap((id) => {
    const [, first, customerId] = new RegExp(`^(${uuid})(?:\\.(${uuid}))?@`, "i").exec(id) ?? [];
    return first === undefined ? [] : [{ first, customerId: customerId ?? null }];
  });
}

async function findByReference(em: EntityManager, ctx: Context, mail: KeptMail): Promise<Person | undefined> {
  const ids = ownIds(mail.references);
  if (ids.length === 0) return undefined;
  const { organisationId } = ctx;
  const { rows } = await sql<Person>`
    select customer.id as "customerId", customer.family_id as "familyId"
    from unnest(${ids.map(({ first }) => first)}::uuid[], ${ids.map(({ customerId }) => customerId)}::uuid[])
      with ordinality named (id, customer_id, place)
    cross join lateral (
      select customer_id from message_notice where organisation_id = ${organisationId} and entry_id = named.id and customer_id = named.customer_id
      union all
      select customer_id from recipient where organisation_id = ${organisationId} and id = named.id and named.customer_id is null
      union all
      select customer_id from delivery where organisation_id = ${organisationId} and id = named.id and named.customer_id is null) sent
    join customer on customer.organisation_id = ${organisationId} and customer.id = sent.customer_id
    order by named.place limit 1`.execute(em.getKysely());
  return rows[0];
}

async function findByAddress(em: EntityManager, ctx: Context, address: string): Promise<Place> {
  const { rows } = await sql<Person>`
    select id as "customerId", family_id as "familyId" from customer
    where organisation_id = ${ctx.organisationId} and email_key = address_key(${address}) limit 20`.execute(
    em.getKysely(),
  );
  const [one] = rows;
  if (one === undefined) return { found: false, reason: "unknown_sender" };
  if (rows.some(({ familyId }) => familyId !== one.familyId))
    return { found: false, reason: "several_families" };
  const { familyId, customerId } = one;
  return {
    found: true,
    familyId,
    customerId: rows.length === 1 ? customerId : null,
    proof: "address",
    readUpTo: 0,
  };
}

/**
 * What an answer shows to have been read (V5): up to the message whose mail it names, else up to the newest that was mailed to them. What was
 * written after that mail they have not seen.
 */
async function readUpTo(em: EntityManager, ctx: Context, who: Person, mail: KeptMail): Promise<number> {
  const named =
    ownIds(mail.references).find(({ customerId }) => customerId === who.customerId)?.first ?? null;
  const { rows } = await sql<{ number: number }>`
    select coalesce(max(number) filter (where entry_id = ${named}::uuid), max(number) filter (where outcome = 'mailed'), 0)::int as number
    from message_notice where organisation_id = ${ctx.organisationId} and customer_id = ${who.customerId}
      and thread_id = (select id from thread where organisation_id = ${ctx.organisationId} and family_id = ${who.familyId})`.execute(
    em.getKysely(),
  );
  return rows[0]?.number ?? 0;
}
