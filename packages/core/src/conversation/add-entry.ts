import type { EntryKind, EntryWay, MailProof } from "@packpost/db/enums";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { rolesThatMay } from "../access/permissions.ts";
import type { Context } from "../context.ts";
import type { HeldThread } from "./hold-thread.ts";

/** An entry to be written; its id is made by whoever writes it. */
export interface NewEntry {
  readonly id: string;
  readonly kind: EntryKind;
  readonly via: EntryWay;
  readonly staffMemberId?: string | null;
  readonly customerId?: string | null;
  readonly body: string;
  readonly fullText?: string | null;
  readonly fromAddress?: string | null;
  readonly proof?: MailProof | null;
  /** Of a mail: it came from another address than its writer's own. */
  readonly otherAddress?: boolean;
  readonly event?: { readonly kind: string } & Record<string, unknown>;
  readonly mentions?: readonly string[];
  readonly aboutEntryId?: string | null;
  readonly providerMessageId?: string | null;
}

export type AddedEntry =
  | { readonly added: true; readonly number: number; readonly at: Date }
  /** It stands already: a retry, or a second delivery of the same text or mail. */
  | { readonly added: false };

/**
 * Writes an entry into a held thread and whatever follows from it in the same transaction: its number, the active conversation (V11), the
 * list's order, since when the team owes an answer (V14), and who has something unread (V4). Who is to be told, its caller says.
 */
export async function addEntry(
  em: EntityManager,
  ctx: Context,
  thread: HeldThread,
  entry: NewEntry,
): Promise<AddedEntry> {
  const kysely = em.getKysely();
  const { organisationId } = ctx;
  const isMessage = entry.kind === "message";
  const byStaff = entry.staffMemberId != null;
  const activeConversation = sql`(
    select conversation.id from conversation
    where conversation.organisation_id = ${organisationId} and conversation.thread_id = ${thread.id} and conversation.closed_at is null)`;
  const { rows } = await sql<{ number: number; at: string }>`
    insert into entry (organisation_id, id, thread_id, conversation_id, number, revision, kind, via, staff_member_id, customer_id, body, full_text,
      from_address, proof, other_address, event, mentions, about_entry_id, provider_message_id)
    select ${organisationId}, ${entry.id}, id, ${entry.kind === "alert" ? sql`null` : activeConversation}, last_number + 1, revision + 1, ${entry.kind}, ${entry.via}, ${entry.staffMemberId ?? null}::uuid,
      ${entry.customerId ?? null}::uuid, ${entry.body}, ${entry.fullText ?? null}, ${entry.fromAddress ?? null}, ${entry.proof ?? null}, ${entry.otherAddress ?? false},
      ${entry.event === undefined ? null : JSON.stringify(entry.event)}::jsonb, ${entry.mentions ?? []}::uuid[],
      ${entry.aboutEntryId ?? null}::uuid, ${entry.providerMessageId ?? null}
    from thread where organisation_id = ${organisationId} and id = ${thread.id}
    on conflict do nothing
    returning number, at`.execute(kysely);
  const [row] = rows;
  if (row === undefined) return { added: false };
  if (isMessage && !thread.active) {
    await sql`
      insert into conversation (organisation_id, thread_id) values (${organisationId}, ${thread.id})
      on conflict (thread_id) where closed_at is null do nothing`.execute(kysely);
    await sql`
      update entry set conversation_id = ${activeConversation}
      where organisation_id = ${organisationId} and id = ${entry.id}`.execute(kysely);
  }
  await sql`
    update thread set last_number = last_number + 1, revision = revision + 1,
      active = active or ${isMessage},
      last_message_at = case when ${isMessage} then ${row.at}::timestamptz else last_message_at end,
      last_message_number = case when ${isMessage} then ${row.number}::int else last_message_number end,
      waiting_since = case when not ${isMessage} then waiting_since when ${byStaff} then null else coalesce(waiting_since, ${row.at}::timestamptz) end
    where organisation_id = ${organisationId} and id = ${thread.id}`.execute(kysely);
  await noteUnread(em, ctx, thread.id, { ...entry, number: row.number });
  return { added: true, number: row.number, at: new Date(row.at) };
}

const rolesOfTab = rolesThatMay("conversation.all");

/** Everybody of the messages tab but its author has it unread: a message for all of them, a note for those it mentions. */
async function noteUnread(
  em: EntityManager,
  ctx: Context,
  threadId: string,
  { kind, staffMemberId, mentions = [], number }: NewEntry & { number: number },
): Promise<void> {
  const mentioned = kind === "note" && mentions.length > 0;
  if (kind !== "message" && !mentioned) return;
  await sql`
    insert into unread (organisation_id, staff_member_id, thread_id, from_number)
    select organisation_id, id, ${threadId}, ${number}::int from staff_member
    where organisation_id = ${ctx.organisationId} and ended_at is null and role = any(${rolesOfTab}::text[])
      and id is distinct from ${staffMemberId ?? null}::uuid and ${mentioned ? sql`id = any(${mentions}::uuid[])` : sql`true`}
    on conflict do nothing`.execute(em.getKysely());
}
