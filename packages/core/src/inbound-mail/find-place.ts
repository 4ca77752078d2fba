import type { MailProof, UnplacedReason } from "@packpost/db/enums";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context, WorkerContext } from "../context.ts";
import { hashReplyToken, tokensIn } from "../reply-address/reply-token.ts";
import type { KeptMail } from "./mail-schema.ts";

/** Where a mail belongs, and what says so. */
export type Place =
  | {
      readonly found: true;
      /** Null: of a mailbox with a thread of its own. */
      readonly familyId: string | null;
      readonly stranger: string | null;
      /** Who wrote it; null: one of several with that mailbox. */
      readonly customerId: string | null;
      readonly proof: MailProof;
      /** The newest entry that whoever answers has had before them; 0 = none is known. */
      readonly readUpTo: number;
      /** What it answers, where that stands in no thread. */
      readonly about: AnsweredMail | null;
      /** It came from another address than its writer's own: the mail was forwarded, or somebody answers for them. */
      readonly otherAddress: boolean;
    }
  | { readonly found: false; readonly reason: UnplacedReason };

/** A mail of ours outside the thread: named above its answer. */
export type AnsweredMail =
  | { readonly kind: "answers_campaign"; readonly campaignId: string; readonly name: string }
  | { readonly kind: "answers_mail"; readonly subject: string };

interface Answered {
  readonly familyId: string;
  readonly customerId: string;
  readonly about: AnsweredMail | null;
  readonly otherAddress: boolean;
}

/**
 * Finds a mail's place (T39): the token of the address it was sent to; else an id of ours that it refers to; else its sender's address,
 * which proves nothing. Never its subject.
 */
export async function findPlace(em: EntityManager, ctx: WorkerContext, mail: KeptMail): Promise<Place> {
  const byToken = await findByToken(em, ctx, mail);
  if (byToken) return found("token", byToken);
  const byReference = await findByReference(em, ctx, mail);
  if (byReference) return found("reference", byReference);
  return findByAddress(em, ctx, mail.from.address);

  async function found(proof: MailProof, answered: Answered): Promise<Place> {
    // A campaign shows nothing of the thread.
    const upTo = answered.about === null ? await readUpTo(em, ctx, answered, mail) : 0;
    return { found: true, ...answered, stranger: null, proof, readUpTo: upTo };
  }
}

/** Whose a mail of ours was and what it was, by its id alone: a campaign's to a recipient, or one of its own. */
const mailsById = (ctx: Context) => sql`
  select recipient.customer_id, jsonb_build_object('kind', 'answers_campaign', 'campaignId', campaign.id, 'name', campaign.name) as about
  from recipient join campaign on campaign.organisation_id = recipient.organisation_id and campaign.id = recipient.broadcast_id
  where recipient.organisation_id = ${ctx.organisationId} and recipient.id = named.id
  union all
  select customer_id, case when purpose not in ('unread_notice', 'visit_notice', 'hours_line') then jsonb_build_object('kind', 'answers_mail', 'subject', subject) end
  from delivery where organisation_id = ${ctx.organisationId} and id = named.id and channel = 'email'`;

/** Of whom it is that a mail was sent to: since a merge, of the record that was kept (P11). */
const whose = (ctx: Context) => sql`
    join customer written on written.organisation_id = ${ctx.organisationId} and written.id = sent.customer_id
    join customer on customer.organisation_id = ${ctx.organisationId} and customer.id = coalesce(written.merged_into, written.id)`;

const isOther = (mail: KeptMail) =>
  sql<boolean>`address_key(${mail.from.address}) is distinct from customer.email_key`;

/** The first of the addresses that is one of ours. Whoever has moved to another family answers in theirs. */
async function findByToken(
  em: EntityManager,
  ctx: WorkerContext,
  mail: KeptMail,
): Promise<Answered | undefined> {
  const named = tokensIn(mail.to).flatMap((token, place) => [
    { hash: hashReplyToken(token), id: null, place },
    ...ctx.mailTokens.idsIn(token).map((id) => ({ hash: null, id, place })),
  ]);
  if (named.length === 0) return undefined;
  const { rows } = await sql<Answered>`
    select customer.id as "customerId", customer.family_id as "familyId", sent.about, ${isOther(mail)} as "otherAddress"
    from jsonb_to_recordset(${JSON.stringify(named)}::jsonb) named (hash text, id uuid, place int)
    cross join lateral (
      select customer_id, null::jsonb as about from reply_address where organisation_id = ${ctx.organisationId} and token_hash = named.hash
      union all
      ${mailsById(ctx)}) sent
    ${whose(ctx)}
    order by named.place limit 1`.execute(em.getKysely());
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

async function findByReference(
  em: EntityManager,
  ctx: Context,
  mail: KeptMail,
): Promise<Answered | undefined> {
  const ids = ownIds(mail.references);
  if (ids.length === 0) return undefined;
  const { organisationId } = ctx;
  const { rows } = await sql<Answered>`
    select customer.id as "customerId", customer.family_id as "familyId", sent.about, ${isOther(mail)} as "otherAddress"
    from unnest(${ids.map(({ first }) => first)}::uuid[], ${ids.map(({ customerId }) => customerId)}::uuid[])
      with ordinality named (id, customer_id, place)
    cross join lateral (
      select customer_id, null::jsonb as about from message_notice where organisation_id = ${organisationId} and entry_id = named.id and customer_id = named.customer_id
      union all
      select * from (${mailsById(ctx)}) by_id where named.customer_id is null) sent
    ${whose(ctx)}
    order by named.place limit 1`.execute(em.getKysely());
  return rows[0];
}

async function findByAddress(em: EntityManager, ctx: Context, address: string): Promise<Place> {
  const { rows } = await sql<{ customerId: string; familyId: string }>`
    select id as "customerId", family_id as "familyId" from customer
    where organisation_id = ${ctx.organisationId} and email_key = address_key(${address}) limit 20`.execute(
    em.getKysely(),
  );
  const [one] = rows;
  if (one === undefined) return findStranger(em, ctx, address);
  if (rows.some(({ familyId }) => familyId !== one.familyId))
    return { found: false, reason: "several_families" };
  const { familyId, customerId } = one;
  return {
    found: true,
    familyId,
    stranger: null,
    customerId: rows.length === 1 ? customerId : null,
    proof: "address",
    readUpTo: 0,
    about: null,
    otherAddress: false,
  };
}

/** A mailbox that staff have given a thread of its own before, or that was joined to a family's. */
async function findStranger(em: EntityManager, ctx: Context, address: string): Promise<Place> {
  const { rows } = await sql<{ stranger: string }>`
    select stranger from thread where organisation_id = ${ctx.organisationId} and stranger = lower(${address})`.execute(
    em.getKysely(),
  );
  const [known] = rows;
  if (known === undefined) return { found: false, reason: "unknown_sender" };
  const nobody = { familyId: null, customerId: null, readUpTo: 0, about: null, otherAddress: false } as const;
  return { found: true, ...nobody, stranger: known.stranger, proof: "address" };
}

/**
 * What an answer shows to have been read (V5): up to the message whose mail it names, else up to the newest that was mailed to them. What was
 * written after that mail they have not seen.
 */
async function readUpTo(em: EntityManager, ctx: Context, who: Answered, mail: KeptMail): Promise<number> {
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
