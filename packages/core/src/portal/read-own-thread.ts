import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { isPicturePlaceholder } from "../conversation/picture-placeholder.ts";
import { readEntries, type ThreadEntry, type ThreadView } from "../conversation/read-entries.ts";
import { ownThread } from "./own-thread.ts";
import type { ReadOwnThreadInput } from "./schemas.ts";

/** An entry as the family sees it: nothing that only the team may know. */
export interface PortalEntry {
  id: string;
  number: number;
  /** The thread's revision at which it last changed. */
  revision: number;
  at: string;
  /** `team`: without a name it is the organisation itself. */
  author: { kind: "me" | "family" | "team"; name: string };
  via: ThreadEntry["via"];
  body: string;
  /** Drawn at `/api/portal/{slug}/attachments/{id}`. */
  pictures: { id: string; width: number; height: number }[];
  /** To be downloaded there. */
  files: { id: string; fileName: string }[];
}

export interface PortalThread {
  /** The family's: what is written for it goes to no other, also when its writer has changed families. */
  threadId: string;
  revision: number;
  lastNumber: number;
  /** In the order of their numbers. */
  entries: PortalEntry[];
  hasOlder: boolean;
  /** Entries stood here at the revision that was asked from and stand elsewhere now: the thread is to be read anew. */
  someLeft: boolean;
  /** Who of the family sees it too. */
  others: string[];
  /** How far the team has read, by first names. */
  teamReaders: { name: string; number: number; readAt: string }[];
  /** How far I have read. */
  readNumber: number;
  draft: { body: string; version: number } | null;
  /** Pictures that I have attached here and not sent. */
  uploads: { id: string; width: number; height: number; fileName: string }[];
}

/**
 * The family's thread as the acting customer sees it (P6), a page of it or whatever has changed since a revision.
 * @throws {PackpostError} forbidden, not_found
 */
export async function readOwnThread({
  ctx,
  input,
}: {
  ctx: Context;
  input: ReadOwnThreadInput;
}): Promise<PortalThread> {
  const { threadId, customerId } = await ownThread(ctx);
  const view = await readEntries({ ctx, input: { ...input, threadId } });
  return {
    ...{ threadId, revision: view.revision, lastNumber: view.lastNumber, hasOlder: view.hasOlder },
    someLeft: view.someLeft,
    entries: view.entries.map((entry) => shownEntry(entry, customerId)),
    others: await othersOf(ctx, customerId),
    teamReaders: view.readers
      .filter(({ kind }) => kind === "staff")
      .map(({ name, number, readAt }) => ({ name: firstName(name), number, readAt })),
    readNumber: view.readers.find(({ kind, id }) => kind === "customer" && id === customerId)?.number ?? 0,
    draft: draftOf(view),
    uploads: view.uploads,
  };
}

function shownEntry(
  { id, number, revision, at, author, via, body, attachments, files: came }: ThreadEntry,
  customerId: string,
): PortalEntry {
  const pictures = attachments.map(({ id: picture, width, height }) => ({ id: picture, width, height }));
  const files = came.flatMap((file) =>
    file.state === "kept" ? [{ id: file.id, fileName: file.fileName }] : [],
  );
  // As staff see it: pictures speak for themselves.
  const isSaid = pictures.length + files.length > 0 && isPicturePlaceholder({ via, body });
  const base = { id, number, revision, at, via, body: isSaid ? "" : body, pictures, files };
  if (author === null)
    // A mail or text of whom nobody has said who of the family it is.
    return { ...base, author: { kind: via === "email" || via === "text" ? "family" : "team", name: "" } };
  if (author.kind === "staff") return { ...base, author: { kind: "team", name: firstName(author.name) } };
  return {
    ...base,
    author: { kind: author.id === customerId ? "me" : "family", name: firstName(author.name) },
  };
}

/** Of the team one knows the first names. */
function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? "";
}

async function othersOf(ctx: Context, customerId: string): Promise<string[]> {
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql<{ name: string }>`
      select coalesce(nullif(btrim(other.first_name), ''), nullif(btrim(other.last_name), '')) as name from customer me
      join customer other on other.organisation_id = me.organisation_id and other.family_id = me.family_id and other.id <> me.id
      where me.organisation_id = ${ctx.organisationId} and me.id = ${customerId} order by other.contact, other.number limit 20`.execute(
      em.getKysely(),
    ),
  );
  return rows.flatMap(({ name }) => name ?? []);
}

function draftOf({ drafts }: ThreadView): PortalThread["draft"] {
  const draft = drafts.find(({ kind }) => kind === "reply");
  return draft === undefined ? null : { body: draft.body, version: draft.version };
}
