import { markOfPassword } from "@packpost/core/second-factor/challenge";
import { z } from "zod";
import { getAuthPool } from "#web/server/database.ts";

const row = z.object({ password: z.string().nullable() });

/**
 * A change of the password ends all other sessions; one that was being opened with the old password meanwhile is ended by whoever
 * opens it. The account's row is share-locked: a change that is not committed yet is waited for.
 * @param mark of the password's hash that was right, see `markOfPassword`
 */
export async function isStillThePassword(userId: string, mark: string | null): Promise<boolean> {
  const found = await getAuthPool().query(
    `select password from auth_account where "userId" = $1 and "providerId" = 'credential' for share`,
    [userId],
  );
  const first: unknown = found.rows[0];
  if (first === undefined || mark === null) return false;
  const { password } = row.parse(first);
  return password !== null && markOfPassword(password) === mark;
}

/** Ends a session that must not be. */
export async function endSession(sessionId: string): Promise<void> {
  await getAuthPool().query("delete from auth_session where id = $1", [sessionId]);
}
