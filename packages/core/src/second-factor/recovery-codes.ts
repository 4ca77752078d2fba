import { createHash, randomInt } from "node:crypto";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";

export const RECOVERY_CODES = 10;

/** Without what is mistaken for something else when it is copied by hand. */
const letters = "abcdefghjkmnpqrstuvwxyz23456789";
/** Some 79 bits of chance: beyond guessing, at the door and from its hash. */
const LENGTH = 16;

/**
 * Gives an account new recovery codes in the running transaction; those before them end.
 * @returns the codes, as `abcd-efgh-jkmn-pqrs`: shown now and never again
 */
export async function writeRecoveryCodes(em: EntityManager, userId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, makeCode);
  await sql`delete from recovery_code where user_id = ${userId}::uuid`.execute(em.getKysely());
  await sql`
    insert into recovery_code (user_id, code_hash)
    select ${userId}::uuid, hash from unnest(${codes.map(hashRecoveryCode)}::text[]) hash`.execute(
    em.getKysely(),
  );
  return codes;
}

/** Uses up a code. @returns false for one that is not the account's, or was used before */
export async function takeRecoveryCode(em: EntityManager, userId: string, code: string): Promise<boolean> {
  const taken = await sql`
    update recovery_code set used_at = app_now()
    where user_id = ${userId}::uuid and code_hash = ${hashRecoveryCode(code)} and used_at is null`.execute(
    em.getKysely(),
  );
  return taken.numAffectedRows === 1n;
}

function makeCode(): string {
  const code = Array.from({ length: LENGTH }, () => letters[randomInt(letters.length)]).join("");
  return code.replace(/(.{4})(?=.)/g, "$1-");
}

/** However it was typed: with or without dashes and blanks, in capitals. */
function hashRecoveryCode(code: string): string {
  return createHash("sha256")
    .update(`recovery ${code.toLowerCase().replace(/[^a-z0-9]/g, "")}`)
    .digest("hex");
}
