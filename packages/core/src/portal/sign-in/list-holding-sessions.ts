import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../../context.ts";

/**
 * Which of some sessions still hold (P6), by the same conditions as find-session: not ended, not run out, and the mailbox that was
 * proved still their customer's. Asked while something is kept up for them (T55); prolongs none.
 * @param input.sessionIds of one organisation
 */
export async function listHoldingSessions({
  ctx: { orm, organisationId },
  input: { sessionIds },
}: {
  ctx: Pick<Context, "orm" | "organisationId">;
  input: { sessionIds: readonly string[] };
}): Promise<ReadonlySet<string>> {
  const { rows } = await inOrganisation(orm, organisationId, (em) =>
    sql<{ id: string }>`
      select session.id from portal_session session
      join customer on customer.organisation_id = session.organisation_id and customer.id = session.customer_id
        and customer.email_key = session.email_key
      where session.organisation_id = ${organisationId} and session.id = any (${sessionIds}::uuid[]) and session.ended_at is null
        and session.expires_at > app_now()`.execute(em.getKysely()),
  );
  return new Set(rows.map(({ id }) => id));
}
