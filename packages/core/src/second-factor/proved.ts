import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";

/**
 * Notes in a session that its person has just proved who they are; a factor includes the password. By the clock that better-auth's
 * own instants are of.
 */
export async function noteProof(
  em: EntityManager,
  sessionId: string,
  by: "password" | "factor",
): Promise<void> {
  const columns =
    by === "factor" ? sql`"provenAt" = now(), "factorProvenAt" = now()` : sql`"provenAt" = now()`;
  await sql`update auth_session set ${columns} where id = ${sessionId}::uuid`.execute(em.getKysely());
}
