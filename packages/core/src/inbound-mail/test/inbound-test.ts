import type { RecipientStatus } from "@packpost/db/enums";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";

/** The newest test of the inbound address (V9), and how far its mail has come. */
export interface InboundTest {
  readonly startedAt: string;
  readonly sentAt: string | null;
  /** When it came in. */
  readonly arrivedAt: string | null;
  readonly status: RecipientStatus;
  /** Why it could not be sent or delivered. */
  readonly providerMessage: string | null;
}

/**
 * The newest test of the inbound address. Indexes: delivery_inbound_tests, inbound_mail_tests.
 * @returns null when there was none
 * @throws {PackpostError} forbidden
 */
export async function getInboundTest({ ctx }: { ctx: Context }): Promise<InboundTest | null> {
  requirePermission(ctx, "settings.manage");
  const { organisationId } = ctx;
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    const { rows } = await sql<InboundTest>`
      select created_at as "startedAt", sent_at as "sentAt", status, provider_message as "providerMessage",
        (select min(received_at) from inbound_mail where inbound_mail.organisation_id = ${organisationId} and reason = 'test'
          and received_at >= test.created_at and lower(mail ->> 'to')::jsonb ? test.address) as "arrivedAt"
      from delivery test where organisation_id = ${organisationId} and purpose = 'inbound_test'
      order by created_at desc limit 1`.execute(em.getKysely());
    return rows[0] ?? null;
  });
}

/** Whether a mail that came in is one of ours that tests the way. */
export async function isInboundTest(
  em: EntityManager,
  ctx: Context,
  to: readonly string[],
): Promise<boolean> {
  const { rows } = await sql`
    select from delivery where organisation_id = ${ctx.organisationId} and purpose = 'inbound_test'
      and address = any(${to.map((address) => address.toLowerCase())}::text[]) limit 1`.execute(
    em.getKysely(),
  );
  return rows.length > 0;
}
