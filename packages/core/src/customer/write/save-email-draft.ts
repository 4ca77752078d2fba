import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission, staffIdOf } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { requireCustomer } from "../list/require-customer.ts";
import type { EmailDraftKept } from "./get-writing.ts";
import type { SaveEmailDraftInput } from "./schemas.ts";

export type SaveEmailDraftOutcome =
  | { outcome: "saved"; version: number }
  /** Another tab or device has saved a newer one, or it has been sent: nothing was overwritten. */
  | ({ outcome: "older" } & EmailDraftKept);

/**
 * Keeps what somebody is writing to a customer (P12, T12): a version that is not newer loses.
 * @throws {PackpostError} forbidden, not_found
 */
export async function saveEmailDraft({
  ctx,
  input,
}: {
  ctx: Context;
  input: SaveEmailDraftInput;
}): Promise<SaveEmailDraftOutcome> {
  requirePermission(ctx, "customer.write_email");
  const staffMemberId = staffIdOf(ctx);
  const { organisationId } = ctx;
  const { customerId, mailId, subject, bodyMarkdown, version } = input;
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    const kysely = em.getKysely();
    await requireCustomer(em, ctx, customerId);
    const saved = await sql<{ version: number }>`
      insert into email_draft (organisation_id, customer_id, staff_member_id, mail_id, subject, body_markdown, version)
      values (${organisationId}, ${customerId}, ${staffMemberId}, ${mailId}, ${subject}, ${bodyMarkdown}, ${version})
      on conflict (customer_id, staff_member_id, organisation_id) do update
        set mail_id = excluded.mail_id, subject = excluded.subject, body_markdown = excluded.body_markdown, version = excluded.version, updated_at = app_now()
        where email_draft.version < excluded.version
      returning version`.execute(kysely);
    if (saved.rows[0]) return { outcome: "saved", version: saved.rows[0].version };
    const stands = await sql<EmailDraftKept>`
      select mail_id as "mailId", subject, body_markdown as "bodyMarkdown", version from email_draft
      where organisation_id = ${organisationId} and customer_id = ${customerId} and staff_member_id = ${staffMemberId}`.execute(
      kysely,
    );
    return {
      outcome: "older",
      ...(stands.rows[0] ?? { ...{ mailId, subject: "", bodyMarkdown: "" }, version }),
    };
  });
}
