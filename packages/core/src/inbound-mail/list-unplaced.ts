import type { UnplacedReason } from "@packpost/db/enums";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";

/** A mail that has no place by itself. */
export interface UnplacedMail {
  id: string;
  from: { name: string; address: string };
  subject: string;
  /** The beginning of its text. */
  text: string;
  reason: UnplacedReason;
  receivedAt: string;
}

/** So many are shown; who has placed them sees the next. */
const MOST = 100;

/**
 * Mails that nobody knows, newest first (T42): staff give them to a family, or put them away. Index: inbound_mail_unplaced.
 * @throws {PackpostError} forbidden
 */
export async function listUnplaced({ ctx }: { ctx: Context }): Promise<UnplacedMail[]> {
  requirePermission(ctx, "conversation.all");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<UnplacedMail>`
      select id, mail -> 'from' as from, mail ->> 'subject' as subject, left(mail ->> 'text', 1000) as text, reason, received_at as "receivedAt"
      from inbound_mail where organisation_id = ${ctx.organisationId} and state = 'unplaced'
      order by received_at desc, id desc limit ${MOST}`.execute(em.getKysely());
    return rows;
  });
}
