import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../../context.ts";
import { SESSION_DAYS } from "./begin-session.ts";
import { hashOf } from "./sign-in-code.ts";

/** A customer who is signed in. */
export interface PortalSession {
  readonly sessionId: string;
  readonly customerId: string;
  readonly name: string;
  readonly email: string;
  /** Their own choice of `languages`; null = none. */
  readonly language: string | null;
}

/**
 * Who is signed in by this token (P6), asked anew on every request: a session ends with its time, when it is signed out, when its
 * customer is erased, and when the mailbox that was proved is no longer theirs. One that is used is prolonged, once a day.
 * @param input.token what the browser keeps, not trusted
 */
export async function findSession({
  ctx: { orm, organisationId },
  input: { token },
}: {
  ctx: Pick<Context, "orm" | "organisationId">;
  input: { token: string };
}): Promise<PortalSession | null> {
  return inOrganisation(orm, organisationId, async (em) => {
    const { rows } = await sql<PortalSession & { stale: boolean }>`
      select session.id as "sessionId", customer.id as "customerId", customer.email, customer.language, btrim(customer.first_name || ' ' || customer.last_name) as name,
        session.seen_at < app_now() - interval '1 day' as stale
      from portal_session session
      join customer on customer.organisation_id = session.organisation_id and customer.id = session.customer_id
        and customer.email_key = session.email_key
      where session.organisation_id = ${organisationId} and session.token_hash = ${hashOf(token)} and session.ended_at is null
        and session.expires_at > app_now()`.execute(em.getKysely());
    const [found] = rows;
    if (found === undefined) return null;
    const { stale, ...session } = found;
    if (stale) {
      await sql`
        update portal_session set seen_at = app_now(), expires_at = app_now() + make_interval(days => ${SESSION_DAYS})
        where organisation_id = ${organisationId} and id = ${session.sessionId} and ended_at is null`.execute(
        em.getKysely(),
      );
    }
    return session;
  });
}
