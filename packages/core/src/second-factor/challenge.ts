import { createHash, randomBytes } from "node:crypto";
import type { SignInChallengeKind } from "@packpost/db/entities/sign-in-challenge.entity";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";

/** So long a browser may take to answer. */
export const CHALLENGE_MINUTES = 10;

interface Challenge {
  readonly userId: string | null;
  readonly passwordMark: string | null;
}

/**
 * Asks something of a browser, to be answered once within {@link CHALLENGE_MINUTES}. Forgets some that nobody has answered.
 * @param about.userId who must answer, where that is known
 * @returns the token, of which only the hash is kept
 */
export async function ask(
  em: EntityManager,
  kind: SignInChallengeKind,
  { userId, passwordMark = null }: { readonly userId: string | null; readonly passwordMark?: string | null },
): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const db = em.getKysely();
  await sql`delete from sign_in_challenge where id in (
    select id from sign_in_challenge where expires_at < now() order by expires_at limit 100 for update skip locked)`.execute(
    db,
  );
  await sql`
    insert into sign_in_challenge (kind, token_hash, user_id, password_mark, expires_at)
    values (${kind}, ${hashOf(token)}, ${userId}::uuid, ${passwordMark}, now() + make_interval(mins => ${CHALLENGE_MINUTES}))`.execute(
    db,
  );
  return token;
}

/** What was asked, without answering it. @returns null when it was answered, is too old, or was never asked */
export async function readChallenge(
  em: EntityManager,
  kind: SignInChallengeKind,
  token: string,
): Promise<Challenge | null> {
  const { rows } = await sql<{ user_id: string | null; password_mark: string | null }>`
    select user_id, password_mark from sign_in_challenge
    where token_hash = ${hashOf(token)} and kind = ${kind} and expires_at > now()`.execute(em.getKysely());
  return challengeOf(rows);
}

/** Answers it: of two who answer at once, one does. @returns null as `readChallenge` */
export async function answerChallenge(
  em: EntityManager,
  kind: SignInChallengeKind,
  token: string,
): Promise<Challenge | null> {
  const { rows } = await sql<{ user_id: string | null; password_mark: string | null }>`
    delete from sign_in_challenge where token_hash = ${hashOf(token)} and kind = ${kind} and expires_at > now()
    returning user_id, password_mark`.execute(em.getKysely());
  return challengeOf(rows);
}

function challengeOf(
  rows: readonly { user_id: string | null; password_mark: string | null }[],
): Challenge | null {
  const [row] = rows;
  return row === undefined ? null : { userId: row.user_id, passwordMark: row.password_mark };
}

/** Tells, without keeping the hash a second time, whether the password is still the one that was typed. */
export function markOfPassword(passwordHash: string): string {
  return hashOf(`password ${passwordHash}`);
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
