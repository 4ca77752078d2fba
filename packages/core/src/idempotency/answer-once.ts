import { createHash } from "node:crypto";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import type { ApiKeyActor } from "../access/actor.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";

/** As an Idempotency-Key may be: what fits into a header. */
export const idempotencyKeySchema = z
  .string("An Idempotency-Key is needed: a text of your own for this one request, such as a UUID")
  .regex(/^[\x21-\x7e]{1,255}$/, "1 to 255 characters without blanks, such as a UUID");

/** So long an answer is kept, in days. */
const KEPT_DAYS = 30;

const rowSchema = z.object({ request_hash: z.string(), answer: z.unknown() });

/**
 * Does something once for each Idempotency-Key of a key (P10), in the running transaction: what was done and what was answered are
 * committed together, so that after any crash either both are there or neither. Who asks again while the first is being done waits
 * for it. What is refused is not kept.
 * @param input.request what was asked for, without the Idempotency-Key, as it was parsed
 * @param input.answer what answers look like
 * @throws {PackpostError} invalid_input when the Idempotency-Key came with another request
 */
export async function answerOnce<Answer extends z.ZodType>(
  em: EntityManager,
  ctx: Context<ApiKeyActor>,
  input: { readonly idempotencyKey: string; readonly request: unknown; readonly answer: Answer },
  work: () => Promise<z.input<Answer>>,
): Promise<z.output<Answer>> {
  const { organisationId, actor } = ctx;
  const kysely = em.getKysely();
  const requestHash = createHash("sha256").update(JSON.stringify(input.request)).digest("hex");
  const { numAffectedRows } = await sql`
    insert into idempotent_answer (organisation_id, key_id, idempotency_key, request_hash, answer)
    values (${organisationId}, ${actor.id}, ${input.idempotencyKey}, ${requestHash}, 'null') on conflict do nothing`.execute(
    kysely,
  );
  const of = sql`organisation_id = ${organisationId} and key_id = ${actor.id} and idempotency_key = ${input.idempotencyKey}`;
  if (numAffectedRows === 0n) {
    const { rows } = await sql`select request_hash, answer from idempotent_answer where ${of}`.execute(
      kysely,
    );
    const kept = rowSchema.parse(rows[0]);
    if (kept.request_hash !== requestHash)
      throw new PackpostError("invalid_input", "This Idempotency-Key came before with another request.", {
        effect: "Nothing was done.",
        nextStep: "Use a new key for each new request, and the same one only to repeat it unchanged.",
      });
    return input.answer.parse(kept.answer);
  }
  const answer = input.answer.parse(await work());
  await sql`update idempotent_answer set answer = ${JSON.stringify(answer)}::jsonb where ${of}`.execute(
    kysely,
  );
  await sql`
    delete from idempotent_answer where organisation_id = ${organisationId} and (key_id, idempotency_key) in (
      select key_id, idempotency_key from idempotent_answer
      where organisation_id = ${organisationId} and created_at > '-infinity' and created_at < app_now() - make_interval(days => ${KEPT_DAYS})
      order by created_at limit 100 for update skip locked)`.execute(kysely);
  return answer;
}
