import { shownAddress } from "@packpost/db/address";
import type { DeliveryPurpose, DropReason, EntryKind, RecipientStatus } from "@packpost/db/enums";
import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../../access/require-permission.ts";
import { shownNumber } from "../../address/read-number.ts";
import type { Context } from "../../context.ts";
import { decodeCursor, encodeCursor } from "../../paging/cursor.ts";
import { instantFrom } from "../../paging/instant.ts";
import { requireCustomer } from "../list/require-customer.ts";
import { subjectOf } from "./campaign-mail-sql.ts";
import { type ConnectionType, connectionOf, type MessageKind } from "./connections.ts";
import { notesOf } from "./notes-sql.ts";
import type { CustomerMailsInput } from "./schemas.ts";

/** One message to or from a customer, whatever sent it (P4). */
export interface ConnectionNote {
  kind: MessageKind;
  id: string;
  received: boolean;
  channel: "email" | "sms";
  type: ConnectionType;
  /** The subject; of a text, how it begins. */
  title: string;
  /** Of a campaign: where its page is. */
  campaign: { id: string; name: string } | null;
  at: Date;
  /** When a person opened it first. */
  openedAt: Date | null;
  deliveredAt: Date | null;
  /** What became of it; null = it came in. */
  status: RecipientStatus | null;
  /** To where, or from where. */
  address: string | null;
  /** What the server, or the carrier, said. */
  providerMessage: string | null;
  dropReason: DropReason | null;
  /** A program answered by itself: an absence note. */
  automatic: boolean;
}

export interface ConnectionNotePage {
  notes: ConnectionNote[];
  nextCursor: string | null;
}

/** A row of {@link notesOf}. */
export interface NoteRow {
  kind: MessageKind;
  id: string;
  channel: "email" | "sms";
  purpose: DeliveryPurpose | null;
  broadcast: "campaign" | "alert" | null;
  entry: EntryKind | null;
  title: string | null;
  subjectParts: unknown;
  campaign: { id: string; name: string } | null;
  at: string;
  openedAt: string | null;
  deliveredAt: string | null;
  status: RecipientStatus | null;
  address: string | null;
  providerMessage: string | null;
  dropReason: DropReason | null;
}

/**
 * A page of everything that was sent to a customer, or came from them, by mail and text, the newest first (P4). Each of the three kinds
 * of rows by the index of its customer.
 * @throws {PackpostError} forbidden, not_found
 */
export async function listNotes({
  ctx,
  input,
}: {
  ctx: Context;
  input: CustomerMailsInput;
}): Promise<ConnectionNotePage> {
  requirePermission(ctx, "customer.read");
  const after = input.cursor ? decodeCursor(input.cursor, ["instant", "uuid"]) : null;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await requireCustomer(em, ctx, input.customerId);
    const { rows } = await notesOf(ctx, input.customerId, after, input.pageSize + 1).execute(em.getKysely());
    const page = rows.slice(0, input.pageSize);
    const last = rows.length > page.length ? page.at(-1) : undefined;
    return {
      notes: page.map(noteOf),
      nextCursor: last === undefined ? null : encodeCursor([last.at, last.id]),
    };
  });
}

function noteOf(row: NoteRow): ConnectionNote {
  const { kind, id, channel, campaign, status, providerMessage, dropReason, address } = row;
  const sms = channel === "sms";
  return {
    ...{ kind, id, channel, campaign, status, providerMessage, dropReason },
    received: kind === "entry",
    type: typeOf(row),
    title: (row.subjectParts === null ? (row.title ?? "") : subjectOf(row.subjectParts)).trim(),
    at: instantFrom(row.at),
    openedAt: instantFrom(row.openedAt),
    deliveredAt: instantFrom(row.deliveredAt),
    address:
      address && (sms ? (/^\+\d/.test(address) ? shownNumber(address) : address) : shownAddress(address)),
    automatic: row.entry === "auto_reply",
  };
}

function typeOf({ kind, broadcast, purpose, channel }: NoteRow): ConnectionType {
  if (kind === "entry") return channel === "sms" ? "text" : "reply";
  if (broadcast !== null) return broadcast;
  return purpose === null ? "automatic" : connectionOf(purpose);
}
