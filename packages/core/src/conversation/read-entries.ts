import type {
  DraftKind,
  EntryKind,
  EntryWay,
  MailProof,
  NoticeOutcome,
  RecipientStatus,
} from "@packpost/db/enums";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../context.ts";
import { MOST_ATTACHMENTS } from "./composing/most-attachments.ts";
import { haveSomeLeft } from "./have-some-left.ts";
import { noSuchThread } from "./hold-thread.ts";
import type { ReadEntriesInput } from "./schemas.ts";
import { isThreadOf, visibleThreads } from "./thread-scope.ts";

/** Who wrote or did something; null = a stranger, or Packpost. */
export type EntryAuthor = { kind: "staff" | "customer"; id: string; name: string } | null;

/** What becomes of a staff message for one customer (V5). */
export interface EntryNotice {
  customerId: string;
  name: string;
  /** Null: still to be read. */
  outcome: NoticeOutcome | null;
  /** When it is mailed unless it is read. */
  dueAt: string;
  settledAt: string | null;
  /** Of the mail: what is known of it, and when it was opened. */
  mail: { status: RecipientStatus; openedAt: string | null } | null;
}

/** The message as a text to somebody (V8). */
export interface EntryText {
  deliveryId: string;
  customerId: string | null;
  address: string;
  status: RecipientStatus;
  providerMessage: string | null;
  statusAt: string | null;
}

/** A picture of a message, drawn at `/api/attachments/{id}`. */
export interface EntryAttachment {
  id: string;
  width: number;
  height: number;
  fileName: string;
}

/** What came with a text or mail and is no picture to be shown (T23, T45). */
export interface EntryFile {
  id: string;
  fileName: string;
  bytes: number | null;
  /** `kept`: it can be downloaded at `/api/attachments/{id}`; `coming`: it is still fetched. */
  state: "kept" | "coming" | "failed";
  /** Why it has failed. */
  trouble: string | null;
}

/** A picture of a mail's signature, or of what it quotes. */
export type FoldedPart = EntryFile & { width: number | null; height: number | null };

export interface ThreadEntry {
  id: string;
  number: number;
  revision: number;
  kind: EntryKind;
  via: EntryWay;
  author: EntryAuthor;
  body: string;
  /** There is more of it than `body` (a mail's quoted text). */
  fullText: string | null;
  fromAddress: string | null;
  proof: MailProof | null;
  /** Of a mail: it came from another address than its writer's own. */
  otherAddress: boolean;
  event: unknown;
  mentions: string[];
  aboutEntryId: string | null;
  /** Of an alert: to whom it went, and what became of it (A7). */
  alert: { name: string; status: RecipientStatus; providerMessage: string | null } | null;
  /** What the alert says that a message answers (A7). */
  answersAlert: string | null;
  at: string;
  notices: EntryNotice[];
  texts: EntryText[];
  attachments: EntryAttachment[];
  files: EntryFile[];
  /** Of a mail: shown with its quoted text. */
  folded: FoldedPart[];
}

/** How far somebody has read. */
export interface ThreadReader {
  kind: "staff" | "customer";
  id: string;
  name: string;
  number: number;
  readAt: string;
}

export interface ThreadView {
  id: string;
  family: { id: string; name: string } | null;
  stranger: string | null;
  active: boolean;
  lastNumber: number;
  revision: number;
  waitingSince: string | null;
  assignedTo: { id: string; name: string } | null;
  /** In the order of their numbers. */
  entries: ThreadEntry[];
  /** Entries stood here at the revision that was asked from and stand elsewhere now: the thread is to be read anew. */
  someLeft: boolean;
  /** There are older ones. */
  hasOlder: boolean;
  /** There are newer ones: the page is from the middle of the thread. */
  hasNewer: boolean;
  readers: ThreadReader[];
  /** What the actor has written here and not sent (T12); an empty one tells that it was sent. */
  drafts: { kind: DraftKind; body: string; version: number; textTo: string | null }[];
  /** Pictures that the actor has uploaded here for a message and not sent (T12). */
  uploads: EntryAttachment[];
  /** The first entry that the actor, of the staff, has not read; null = nothing unread. */
  unreadFrom: number | null;
}

/**
 * A thread with a page of its entries, or with whatever has changed of it since a revision (T8). Customers see neither notes nor what
 * happened among staff. Indexes: the entries' own numbers; entry_by_revision.
 * @throws {PackpostError} not_found, also outside the actor's scope
 */
export async function readEntries({
  ctx,
  input,
}: {
  ctx: Context;
  input: ReadEntriesInput;
}): Promise<ThreadView> {
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const thread = await readThread(em, ctx, input.threadId);
    const { entries, ...more } = await pageOf(em, ctx, thread.id, input);
    const someLeft = await haveSomeLeft(em, ctx, thread.id, input.sinceRevision);
    const readers = await readersOf(em, ctx, thread.id);
    const drafts = await draftsOf(em, ctx, thread.id);
    const uploads = await uploadsOf(em, ctx, thread.id);
    return { ...thread, entries, ...more, someLeft, readers, drafts, uploads };
  });
}

type Page = Pick<ThreadView, "entries" | "hasOlder" | "hasNewer">;
type OfThread = Omit<ThreadView, keyof Page | "someLeft" | "readers" | "drafts" | "uploads">;

/** The entries that are asked for: what has changed, or a page before, after or around a place. */
async function pageOf(
  em: EntityManager,
  ctx: Context,
  threadId: string,
  { pageSize, ...input }: ReadEntriesInput,
): Promise<Page> {
  const read = (which: RawBuilder<unknown>) => entriesOf(em, ctx, threadId, which);
  const back = async (where: RawBuilder<unknown>, most: number) => {
    const found = await read(sql`${where} order by entry.number desc limit ${most + 1}`);
    return { entries: found.slice(0, most).toReversed(), hasOlder: found.length > most };
  };
  const forth = async (number: number, most: number) => {
    const found = await read(sql`entry.number > ${number}::int order by entry.number limit ${most + 1}`);
    return { entries: found.slice(0, most), hasNewer: found.length > most };
  };
  if (input.sinceRevision !== undefined) {
    const changed = sql`entry.revision > ${input.sinceRevision}::int order by entry.number limit 1000`;
    return { entries: await read(changed), hasOlder: false, hasNewer: false };
  }
  if (input.after !== undefined) return { ...(await forth(input.after, pageSize)), hasOlder: true };
  if (input.around !== undefined) {
    const older = await back(sql`entry.number <= ${input.around}::int`, Math.ceil(pageSize / 2));
    const newer = await forth(input.around, Math.ceil(pageSize / 2));
    return { ...older, ...newer, entries: [...older.entries, ...newer.entries] };
  }
  const before = input.before === undefined ? sql`true` : sql`entry.number < ${input.before}::int`;
  return { ...(await back(before, pageSize)), hasNewer: input.before !== undefined };
}

async function readThread(em: EntityManager, ctx: Context, threadId: string) {
  const me = ctx.actor.kind === "staff" ? ctx.actor.id : null;
  const { rows } = await sql<OfThread>`
    select thread.id, thread.stranger, thread.active, thread.last_number as "lastNumber", thread.revision,
      ${ctx.actor.kind === "customer" ? sql`null` : isoTime("thread.waiting_since")} as "waitingSince",
      case when family.id is not null then jsonb_build_object('id', family.id, 'name', family.name) end as family,
      case when assignee.id is not null then jsonb_build_object('id', assignee.id, 'name', assignee.name) end as "assignedTo",
      (select from_number from unread where unread.organisation_id = thread.organisation_id and unread.staff_member_id = ${me}::uuid and unread.thread_id = thread.id) as "unreadFrom"
    from thread
    left join family on family.organisation_id = thread.organisation_id and family.id = thread.family_id
    left join staff_member assignee on assignee.organisation_id = thread.organisation_id and assignee.id = thread.assigned_to
    where ${isThreadOf(ctx, threadId)} and ${visibleThreads(ctx)}`.execute(em.getKysely());
  const [thread] = rows;
  if (thread === undefined) throw noSuchThread();
  return thread;
}

async function entriesOf(
  em: EntityManager,
  ctx: Context,
  threadId: string,
  which: RawBuilder<unknown>,
): Promise<ThreadEntry[]> {
  const shown = ctx.actor.kind === "customer" ? sql`entry.kind in ('message', 'hours')` : sql`true`;
  const { rows } = await sql<ThreadEntry>`
    select entry.id, entry.number, entry.revision, entry.kind, entry.via, entry.body, entry.full_text as "fullText",
      entry.from_address as "fromAddress", entry.proof, entry.other_address as "otherAddress", entry.event, entry.mentions, entry.about_entry_id as "aboutEntryId",
      case when entry.kind = 'alert' then (
        select jsonb_build_object('name', btrim(person.first_name || ' ' || person.last_name), 'status', recipient.status, 'providerMessage', recipient.provider_message)
        from recipient join customer person on person.organisation_id = recipient.organisation_id and person.id = recipient.customer_id
        where recipient.organisation_id = entry.organisation_id and recipient.id = entry.id) end as alert,
      case when entry.kind = 'message' then (
        select about.body from entry about
        where about.organisation_id = entry.organisation_id and about.id = entry.about_entry_id and about.kind = 'alert') end as "answersAlert", ${isoTime("entry.at")} as at,
      case when staff.id is not null then jsonb_build_object('kind', 'staff', 'id', staff.id, 'name', staff.name)
        when customer.id is not null then jsonb_build_object('kind', 'customer', 'id', customer.id, 'name', btrim(customer.first_name || ' ' || customer.last_name)) end as author,
      array(
        select jsonb_build_object('customerId', notice.customer_id, 'name', btrim(person.first_name || ' ' || person.last_name), 'outcome', notice.outcome,
          'dueAt', notice.due_at, 'settledAt', notice.settled_at,
          'mail', case when mail.id is not null then jsonb_build_object('status', mail.status, 'openedAt', mail.opened_at) end)
        from message_notice notice
        join customer person on person.organisation_id = notice.organisation_id and person.id = notice.customer_id
        left join delivery mail on mail.organisation_id = notice.organisation_id and mail.id = notice.delivery_id
        where notice.organisation_id = entry.organisation_id and notice.entry_id = entry.id order by person.contact, person.id) as notices,
      array(
        select jsonb_build_object('deliveryId', text.id, 'customerId', text.customer_id, 'address', text.address, 'status', text.status,
          'providerMessage', text.provider_message, 'statusAt', text.status_at)
        from delivery text where text.organisation_id = entry.organisation_id and text.entry_id = entry.id and text.purpose = 'conversation_text' order by text.created_at, text.id) as texts,
      array(
        select jsonb_build_object('id', attachment.id, 'width', attachment.width, 'height', attachment.height, 'fileName', attachment.file_name)
        from attachment where attachment.organisation_id = entry.organisation_id and attachment.entry_id = entry.id and attachment.width is not null and not attachment.folded order by attachment.place) as attachments,
      array(
        select jsonb_build_object('id', attachment.id, 'fileName', attachment.file_name, 'bytes', attachment.bytes, 'state', attachment.state, 'trouble', attachment.trouble)
        from attachment where attachment.organisation_id = entry.organisation_id and attachment.entry_id = entry.id and attachment.width is null and not attachment.folded order by attachment.place) as files,
      array(
        select jsonb_build_object('id', attachment.id, 'fileName', attachment.file_name, 'bytes', attachment.bytes, 'state', attachment.state, 'trouble', attachment.trouble,
          'width', attachment.width, 'height', attachment.height)
        from attachment where attachment.organisation_id = entry.organisation_id and attachment.entry_id = entry.id and attachment.folded order by attachment.place) as folded
    from entry
    left join staff_member staff on staff.organisation_id = entry.organisation_id and staff.id = entry.staff_member_id
    left join customer on customer.organisation_id = entry.organisation_id and customer.id = entry.customer_id
    where entry.organisation_id = ${ctx.organisationId} and entry.thread_id = ${threadId} and ${shown} and ${which}`.execute(
    em.getKysely(),
  );
  return rows;
}

async function readersOf(em: EntityManager, ctx: Context, threadId: string): Promise<ThreadReader[]> {
  const { rows } = await sql<ThreadReader>`
    select case when position.staff_member_id is not null then 'staff' else 'customer' end as kind,
      coalesce(position.staff_member_id, position.customer_id) as id, position.number, ${isoTime("position.read_at")} as "readAt",
      coalesce(staff.name, btrim(customer.first_name || ' ' || customer.last_name)) as name
    from read_position position
    left join staff_member staff on staff.organisation_id = position.organisation_id and staff.id = position.staff_member_id
    left join customer on customer.organisation_id = position.organisation_id and customer.id = position.customer_id
    where position.organisation_id = ${ctx.organisationId} and position.thread_id = ${threadId}`.execute(
    em.getKysely(),
  );
  return rows;
}

async function draftsOf(em: EntityManager, ctx: Context, threadId: string): Promise<ThreadView["drafts"]> {
  const { actor } = ctx;
  if (actor.kind !== "staff" && actor.kind !== "customer") return [];
  const human = actor.kind === "staff" ? sql.ref("staff_member_id") : sql.ref("customer_id");
  const { rows } = await sql<ThreadView["drafts"][number]>`
    select kind, body, version, text_to as "textTo" from draft
    where organisation_id = ${ctx.organisationId} and thread_id = ${threadId} and ${human} = ${actor.id}`.execute(
    em.getKysely(),
  );
  return rows;
}

/** Index: attachment_unsent. */
async function uploadsOf(em: EntityManager, ctx: Context, threadId: string): Promise<EntryAttachment[]> {
  const { actor } = ctx;
  if (actor.kind !== "staff" && actor.kind !== "customer") return [];
  const human = actor.kind === "staff" ? sql.ref("staff_member_id") : sql.ref("customer_id");
  const { rows } = await sql<EntryAttachment>`
    select id, width, height, file_name as "fileName" from attachment
    where organisation_id = ${ctx.organisationId} and thread_id = ${threadId} and entry_id is null and scheduled_message_id is null and ${human} = ${actor.id}
    order by created_at, id limit ${MOST_ATTACHMENTS}`.execute(em.getKysely());
  return rows;
}

/** As every browser reads it: `2026-11-29T14:02:00.123+00:00`; PostgreSQL's own text some refuse. */
function isoTime(column: string) {
  return sql`to_jsonb(${sql.ref(column)}) #>> '{}'`;
}
