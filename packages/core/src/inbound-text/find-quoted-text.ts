import type { EntityManager } from "@packpost/db/orm";
import type { InboundText } from "@packpost/providers/sms-event";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { type Reaction, readReactions } from "../texting/read-reaction.ts";

/** So many of our last texts to a number are looked at. */
const LAST = 50;

/** Blanks and marks that phones change on the way. */
const plain = (text: string) =>
  text
    .replaceAll(/[\u200b\u2060\ufeff]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();

/**
 * The text of ours that a reaction quotes (V17, T7): word for word one of the last that went to its writer's number, the newest if several
 * say the same.
 * @returns undefined where it is no reaction, or quotes something else: then it stays a text
 */
export async function findQuotedText(
  em: EntityManager,
  ctx: Context,
  { from, body }: InboundText,
): Promise<(Reaction & { readonly entryId: string }) | undefined> {
  const readings = readReactions(body);
  if (readings.length === 0) return undefined;
  const { rows } = await sql<{ entry_id: string; text: string }>`
    select entry_id, text from delivery
    where organisation_id = ${ctx.organisationId} and channel = 'sms' and address = ${from} and entry_id is not null and sent_at is not null
    order by created_at desc limit ${LAST}`.execute(em.getKysely());
  for (const { entry_id: entryId, text } of rows) {
    const reading = readings.find(({ quoted }) => plain(quoted) === plain(text));
    if (reading !== undefined) return { ...reading, entryId };
  }
  return undefined;
}
