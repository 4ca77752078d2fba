import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission, staffIdOf } from "../../access/require-permission.ts";
import type { Reason } from "../../audience/explain-reasons.ts";
import type { Problem } from "../../content/checks/problem.ts";
import type { MergeFieldName } from "../../content/template/merge-fields.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import { holdWriter, hourFreeAt } from "./hold-writer.ts";
import { findQueued, isStopped, queueEmail } from "./queue-email.ts";
import { readAddressee } from "./read-addressee.ts";
import type { SendEmailInput } from "./schemas.ts";
import { writeOut } from "./write-out.ts";

export type SendEmailOutcome =
  | { outcome: "queued" }
  /** Sent before under this id, in other words: a person decides whether these go too. */
  | { outcome: "earlier_wording_sent" }
  | { outcome: "barred"; barriers: Reason[] }
  /** Somebody has changed the address since it was shown. */
  | { outcome: "other_address"; to: string }
  | { outcome: "problems"; problems: Problem[] }
  | { outcome: "missing"; fields: MergeFieldName[] }
  /** The writer has sent as many as an hour takes; the next one may go at that time. */
  | { outcome: "hourly_limit"; freeAt: Date }
  | { outcome: "sending_stopped" };

/**
 * Sends a mail to one customer (P12) and empties the draft that it was. The same id a second time sends nothing more. It goes whatever was
 * said of campaigns; an address that came back, complained or is blocked gets none.
 * @throws {PackpostError} forbidden, not_found; conflict, if the id is that of another mail; unavailable
 */
export async function sendEmail({
  ctx,
  input,
}: {
  ctx: Context;
  input: SendEmailInput;
}): Promise<SendEmailOutcome> {
  requirePermission(ctx, "customer.write_email");
  const { mailId, customerId } = input;
  const { message, problems, missing } = await writeOut(ctx, input, "send");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { customer, barriers } = await readAddressee(em, ctx, customerId);
    await holdWriter(em, ctx);
    const queued = await findQueued(em, ctx, input);
    if (queued !== undefined) {
      const same = queued.subject === message?.subject && queued.html === message.html;
      if (same) await emptyDraft(em, ctx, input);
      return { outcome: same ? "queued" : "earlier_wording_sent" };
    }
    if (barriers.length > 0 || customer.email === null) return { outcome: "barred", barriers };
    if (customer.email !== input.to) return { outcome: "other_address", to: customer.email };
    const blocking = problems.filter(({ severity }) => severity === "blocking");
    if (blocking.length > 0 || message === null) return { outcome: "problems", problems: blocking };
    if (missing.length > 0) return { outcome: "missing", fields: missing };
    if (await isStopped(em, ctx)) return { outcome: "sending_stopped" };
    const freeAt = await hourFreeAt(em, ctx);
    if (freeAt !== null) return { outcome: "hourly_limit", freeAt };
    await queueEmail(em, ctx, { mailId, customerId, to: await fileAddress(em, ctx, customerId), message });
    await emptyDraft(em, ctx, input);
    return { outcome: "queued" };
  });
}

/** The address as it stands in the file, where the line has it as people read it. */
export async function fileAddress(em: EntityManager, ctx: Context, customerId: string): Promise<string> {
  const { rows } = await sql<{ email: string | null }>`
    select email from customer where organisation_id = ${ctx.organisationId} and id = ${customerId}`.execute(
    em.getKysely(),
  );
  const email = rows[0]?.email ?? null;
  if (email === null) throw new PackpostError("conflict", "The address is gone.");
  return email;
}

/** It has been sent (T12): its version is raised above the one sent, so that a late save of it loses. What was begun after it stays. */
async function emptyDraft(em: EntityManager, ctx: Context, input: SendEmailInput): Promise<void> {
  const { customerId, mailId, draftVersion = 0 } = input;
  await sql`
    insert into email_draft (organisation_id, customer_id, staff_member_id, mail_id, subject, body_markdown, version)
    values (${ctx.organisationId}, ${customerId}, ${staffIdOf(ctx)}, ${mailId}, '', '', ${draftVersion + 1})
    on conflict (customer_id, staff_member_id, organisation_id) do update
      set subject = '', body_markdown = '', version = greatest(email_draft.version, ${draftVersion}::int) + 1, updated_at = app_now()
      where email_draft.mail_id = ${mailId} or email_draft.version <= ${draftVersion}::int`.execute(
    em.getKysely(),
  );
}
