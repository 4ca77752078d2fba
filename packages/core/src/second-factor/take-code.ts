import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { takeRecoveryCode } from "./recovery-codes.ts";
import { stepOfCode, type TotpSeals } from "./totp.ts";

/** As typed: six digits of an app, or a recovery code. */
export const codeSchema = z.object({
  code: z.string().trim().min(1, "Type the code.").max(40, "A code is not that long."),
});

/**
 * Uses up a code of an account (O1): six digits of its authenticator app, else a recovery code. Each opens once: of two who bring
 * the same one at once only one is let in.
 * @param unconfirmed the app that is being set up, too
 * @returns what the code was of; null = it is wrong, or was used before
 */
export async function takeCode(
  em: EntityManager,
  {
    userId,
    code,
    seals,
    unconfirmed = false,
  }: {
    readonly userId: string;
    readonly code: string;
    readonly seals: TotpSeals;
    readonly unconfirmed?: boolean;
  },
): Promise<"authenticator" | "recovery_code" | null> {
  const digits = code.replace(/\s/g, "");
  if (!/^\d{6}$/.test(digits)) {
    if (unconfirmed) return null;
    return (await takeRecoveryCode(em, userId, code)) ? "recovery_code" : null;
  }
  const { rows } = await sql<{ sealed_secret: string; now_ms: number }>`
    select sealed_secret, floor(extract(epoch from now()) * 1000)::float8 as now_ms from authenticator
    where user_id = ${userId}::uuid and (confirmed_at is not null) = ${!unconfirmed}`.execute(em.getKysely());
  const [row] = rows;
  if (row === undefined) return null;
  const secret = seals.open(row.sealed_secret, userId);
  const step = stepOfCode(secret, digits, new Date(Number(row.now_ms)));
  if (step === null) return null;
  // Sealed anew, by the secret of today.
  const taken = await sql`
    update authenticator set last_step = ${step}, last_used_at = app_now(), sealed_secret = ${seals.seal(secret, userId)}
    where user_id = ${userId}::uuid and last_step < ${step} and sealed_secret = ${row.sealed_secret}`.execute(
    em.getKysely(),
  );
  return taken.numAffectedRows === 1n ? "authenticator" : null;
}
