import type { EntityManager } from "@packpost/db/orm";
import type { FoundMessage } from "@packpost/providers/send-outcome";
import { sql } from "kysely";
import { isUuid } from "./note-evidence.ts";

/**
 * Writes what the provider's search has of an attempt: these rows were accepted, whoever holds them now. By the primary key.
 * @param found by recipient id
 */
export async function recordFound(
  em: EntityManager,
  attemptId: string,
  found: ReadonlyMap<string, FoundMessage>,
): Promise<void> {
  // An id that is none of ours must not hold up the others.
  const mails = [...found].filter(([id]) => isUuid(id));
  await sql`
    update recipient set sent_at = coalesce(sent_at, mail.at), provider_message_id = coalesce(recipient.provider_message_id, mail.provider_message_id)
    from unnest(${mails.map(([id]) => id)}::uuid[], ${mails.map(([, mail]) => mail.providerMessageId)}::text[],
                ${mails.map(([, mail]) => mail.at.toISOString())}::timestamptz[]) as mail (id, provider_message_id, at)
    where recipient.id = mail.id and (recipient.attempt_id = ${attemptId} or ${attemptId}::uuid = any(recipient.past_attempt_ids))`.execute(
    em.getKysely(),
  );
}
