import type { UnplacedReason } from "@packpost/db/enums";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import type { FoundFamily } from "../conversation/inbox/find-families.ts";
import { textOfHtml } from "./text-of-html.ts";

/** A mail that has no place by itself. */
export interface UnplacedMail {
  id: string;
  from: { name: string; address: string };
  subject: string;
  /** The beginning of its text. */
  text: string;
  reason: UnplacedReason;
  /** The families that have its sender's address. */
  families: Pick<FoundFamily, "id" | "name" | "people" | "pets">[];
  attachments: number;
  receivedAt: string;
}

/** So many are shown; who has placed them sees the next. */
const MOST = 100;
/** So much of each is shown, in characters. */
const LONGEST_SHOWN = 4_000;

/**
 * Mails that nobody knows, newest first (T42): staff give them to a family, or put them away. Index: inbound_mail_unplaced.
 * @throws {PackpostError} forbidden
 */
export async function listUnplaced({ ctx }: { ctx: Context }): Promise<UnplacedMail[]> {
  requirePermission(ctx, "conversation.all");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<UnplacedMail & { html: string }>`
      select id, mail -> 'from' as from, mail ->> 'subject' as subject, left(mail ->> 'text', ${LONGEST_SHOWN}::int) as text, left(mail ->> 'html', 20000) as html, reason, to_jsonb(received_at) #>> '{}' as "receivedAt",
        (select coalesce(jsonb_agg(jsonb_build_object('id', family.id, 'name', family.name,
            'people', array(select jsonb_build_object('id', id, 'name', btrim(first_name || ' ' || last_name), 'phone', phone, 'email', email) from customer one
              where one.organisation_id = family.organisation_id and one.family_id = family.id order by contact, id),
            'pets', array(select name from pet where pet.organisation_id = family.organisation_id and pet.family_id = family.id and status = 'active' order by created_at, id))
            order by family.name, family.id), '[]') from family
          where family.organisation_id = inbound_mail.organisation_id and family.id in (
            select family_id from customer where customer.organisation_id = inbound_mail.organisation_id and customer.email_key = address_key(mail -> 'from' ->> 'address'))) as families,
        (select count(*)::int from inbound_attachment part where part.organisation_id = inbound_mail.organisation_id and part.mail_id = inbound_mail.id) as attachments
      from inbound_mail where organisation_id = ${ctx.organisationId} and state = 'unplaced'
      order by received_at desc, id desc limit ${MOST}`.execute(em.getKysely());
    return rows.map(({ html, ...mail }) => ({
      ...mail,
      text: mail.text.trim() === "" ? textOfHtml(html).slice(0, LONGEST_SHOWN) : mail.text,
    }));
  });
}

/** More are not counted. */
const MOST_COUNTED = 1_000;

/**
 * How many wait, at most 1,000: what a line above the conversations says. Index: inbound_mail_unplaced.
 * @throws {PackpostError} forbidden
 */
export async function countUnplaced({ ctx }: { ctx: Context }): Promise<number> {
  requirePermission(ctx, "conversation.all");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<{ waiting: number }>`
      select count(*)::int as waiting from (
        select from inbound_mail where organisation_id = ${ctx.organisationId} and state = 'unplaced'
        order by received_at desc, id desc limit ${MOST_COUNTED}) mails`.execute(em.getKysely());
    return rows[0]?.waiting ?? 0;
  });
}
