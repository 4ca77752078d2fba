import { randomUUID } from "node:crypto";
import { Organisation } from "@packpost/db/entities/organisation.entity";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { blockedBy } from "../address/blocked-by-sql.ts";
import type { Context } from "../context.ts";
import { languageOfCustomer } from "../customer/language/language-of-customer.ts";
import { translatorOf } from "../messages/translator-of.ts";
import { closedWords } from "../opening-hours/closed-words.ts";
import { hasHours, openState } from "../opening-hours/open-state.ts";
import { readOpeningHours } from "../opening-hours/read-opening-hours.ts";
import { queueText } from "../texting/queue-text.ts";
import { textingState } from "../texting/read-text-routes.ts";
import { whyNotTextable } from "../texting/why-not-textable-sql.ts";
import { addEntry, type NewEntry } from "./add-entry.ts";
import type { HeldThread } from "./hold-thread.ts";

/** Whoever answered so lately is there, whatever the hours say. */
const STILL_THERE = "30 minutes";

/**
 * Outside the opening hours, once a conversation, tells whoever has just written when somebody will look (V16): in the thread, and as a text
 * where they texted and may be texted. In the transaction of their message, under the thread's lock: so it comes once, whatever comes
 * at the same time or breaks off. A mail is answered by its own workflow (`mail-closed`).
 * @param written the message, its entry added already
 * @returns the line and its entry; null = nothing was said
 */
export async function sayClosed(
  em: EntityManager,
  ctx: Context,
  thread: HeldThread,
  written: Pick<NewEntry, "id" | "via" | "customerId" | "fromAddress" | "proof" | "otherAddress">,
): Promise<{ entryId: string; body: string } | null> {
  const hours = await readOpeningHours(em, ctx);
  if (!hasHours(hours)) return null;
  const now = await readNow(em);
  const { zone } = await em.findOneOrFail(Organisation, { id: ctx.organisationId });
  const state = openState(hours, zone, now);
  if (state.open || (await isSaidOrAnswered(em, ctx, thread.id, written.id))) return null;
  const number = written.via === "text" ? (written.fromAddress ?? null) : null;
  if (written.via === "text" && !(await mayText(em, ctx, number, written.customerId ?? null))) return null;
  if (written.via === "email" && (!isProved(written) || (await isBlocked(em, ctx, written)))) return null;
  const language = await languageOfCustomer(em, ctx, written.customerId ?? null);
  const body = closedWords(translatorOf(language), zone, now, state.opensAt);
  const entryId = randomUUID();
  await addEntry(em, ctx, thread, { id: entryId, kind: "hours", via: "system", body });
  if (number !== null)
    await queueText(em, ctx, {
      ...{ purpose: "conversation_text", requestedBy: null, entryId, body, number },
      customerId: written.customerId ?? null,
    });
  return { entryId, body };
}

/** Whoever wrote an address into a mail has proved nothing, and is not answered (T42). */
function isProved({
  customerId,
  proof,
  otherAddress,
}: Pick<NewEntry, "customerId" | "proof" | "otherAddress">) {
  return customerId != null && proof !== "address" && !otherAddress;
}

async function isBlocked(em: EntityManager, ctx: Context, { fromAddress }: Pick<NewEntry, "fromAddress">) {
  const { rows } = await sql`
    select from suppression where suppression.organisation_id = ${ctx.organisationId}
      and ${blockedBy("email", sql`address_key(${fromAddress ?? ""})`)} limit 1`.execute(em.getKysely());
  return rows.length > 0;
}

async function readNow(em: EntityManager): Promise<Date> {
  const { rows } = await sql<{ now: string }>`select app_now() as now`.execute(em.getKysely());
  return new Date(rows[0]?.now ?? Date.now());
}

/** The conversation has its line, or somebody of the staff is writing in it. By entry_hours. */
async function isSaidOrAnswered(
  em: EntityManager,
  ctx: Context,
  threadId: string,
  entryId: string,
): Promise<boolean> {
  const { rows } = await sql`
    select from entry written where written.organisation_id = ${ctx.organisationId} and written.id = ${entryId} and (
      exists (select from entry said where said.organisation_id = written.organisation_id and said.conversation_id = written.conversation_id and said.kind = 'hours')
      or exists (select from entry answer where answer.organisation_id = written.organisation_id and answer.thread_id = ${threadId}
        and answer.kind = 'message' and answer.staff_member_id is not null and answer.at > app_now() - ${STILL_THERE}::interval))`.execute(
    em.getKysely(),
  );
  return rows.length > 0;
}

async function mayText(
  em: EntityManager,
  ctx: Context,
  number: string | null,
  customerId: string | null,
): Promise<boolean> {
  if (number === null || !/^\+[1-9][0-9]{6,14}$/.test(number)) return false;
  if ((await textingState(em, ctx)).state !== "on") return false;
  const { rows } = await sql<{ why: string | null }>`
    select ${whyNotTextable(ctx, sql`${number}::text`, sql`${customerId}::uuid`)} as why`.execute(
    em.getKysely(),
  );
  return rows[0]?.why === null;
}
