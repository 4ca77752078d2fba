import { Organisation } from "@packpost/db/entities/organisation.entity";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission, staffIdOf } from "../../access/require-permission.ts";
import type { Reason } from "../../audience/explain-reasons.ts";
import type { Context } from "../../context.ts";
import type { CustomerIdInput } from "../page/get-customer.ts";
import { readAddressee } from "./read-addressee.ts";

/** What somebody who writes to a customer has before them (P12). */
export interface Writing {
  /** As people read it; null = there is none. */
  to: string | null;
  /** Why nothing can go there; empty = it can. */
  barriers: Reason[];
  /** They get no campaigns; one mail by one person may go all the same. */
  unsubscribed: boolean;
  sender: { name: string; email: string };
  /** Answers come into the family's thread; else they go to this address of the organisation's. */
  answersGoTo: string | null;
  draft: EmailDraftKept | null;
}

export interface EmailDraftKept {
  mailId: string;
  subject: string;
  bodyMarkdown: string;
  version: number;
}

/**
 * Opens an individual email: to where, from whom, what forbids it, and what the actor has written of it (P12).
 * @throws {PackpostError} forbidden, not_found
 */
export async function getWriting({ ctx, input }: { ctx: Context; input: CustomerIdInput }): Promise<Writing> {
  requirePermission(ctx, "customer.write_email");
  const staffMemberId = staffIdOf(ctx);
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { customer, barriers } = await readAddressee(em, ctx, input.customerId);
    const organisation = await em.findOneOrFail(Organisation, { id: ctx.organisationId });
    const { rows } = await sql<EmailDraftKept>`
      select mail_id as "mailId", subject, body_markdown as "bodyMarkdown", version from email_draft
      where organisation_id = ${ctx.organisationId} and customer_id = ${input.customerId} and staff_member_id = ${staffMemberId}`.execute(
      em.getKysely(),
    );
    const { senderName: name, senderEmail: email, supportEmail, inboundAddress } = organisation;
    return {
      ...{ to: customer.email, barriers, sender: { name, email } },
      unsubscribed: customer.emailReasons.some(({ code }) => code === "unsubscribed"),
      answersGoTo: inboundAddress == null ? (supportEmail ?? email) : null,
      draft: rows[0] ?? null,
    };
  });
}
