import { Organisation } from "@packpost/db/entities/organisation.entity";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { personValuesOf } from "../../audience/person-values-sql.ts";
import { letterheadOf } from "../../campaign/letterhead-of.ts";
import { mergeValuesOf, personValuesSchema } from "../../campaign/merge-values.ts";
import type { Problem } from "../../content/checks/problem.ts";
import type { MergeFieldName } from "../../content/template/merge-fields.ts";
import { missingOfOne } from "../../content/template/missing-values.ts";
import { type RenderedMessage, renderMessage } from "../../content/template/render-message.ts";
import type { MergeValues } from "../../content/template/template.ts";
import type { Context } from "../../context.ts";
import { prepareInThread } from "../../draft/prepare-in-thread.ts";
import { translatorOf } from "../../messages/translator-of.ts";
import { languageOfCustomer } from "../language/language-of-customer.ts";
import { type Addressee, readAddressee } from "./read-addressee.ts";
import type { PreviewEmailInput } from "./schemas.ts";

/** An individual email as it would be sent (P12). */
export interface WrittenOut extends Addressee {
  /** Null: the text is too large or too tangled. */
  message: RenderedMessage | null;
  problems: Problem[];
  /** Personal fields of it that this person has no value for, and that have no fallback: there would be a gap. */
  missing: MergeFieldName[];
}

/**
 * Writes out a mail to one customer from what stands in the editor: the one code of the preview and of sending. Outside any transaction,
 * since a text can be made to cost seconds.
 * @throws {PackpostError} not_found; unavailable, rate_limited when too much is being drawn
 */
export async function writeOut(
  ctx: Context,
  input: PreviewEmailInput,
  purpose: "look" | "send",
): Promise<WrittenOut> {
  const { addressee, letterhead, values, language } = await inOrganisation(
    ctx.orm,
    ctx.organisationId,
    async (em) => {
      const organisation = await em.findOneOrFail(Organisation, { id: ctx.organisationId });
      return {
        addressee: await readAddressee(em, ctx, input.customerId),
        letterhead: letterheadOf(organisation, ctx),
        values: await readValues(em, ctx, input.customerId, organisation),
        language: await languageOfCustomer(em, ctx, input.customerId),
      };
    },
  );
  const { subject, bodyMarkdown } = input;
  const closing = translatorOf(language)("conversationMail.individual", { organisation: letterhead.name });
  const { problems, template } = await prepareInThread(
    ctx,
    { subject, bodyMarkdown, preheader: "" },
    { letterhead, closing, closingLanguage: language },
    purpose,
  );
  return {
    ...addressee,
    problems: [...problems],
    message: template && renderMessage(template, values, { unsubscribeUrl: "" }),
    missing: template === null ? [] : missingOfOne(template, values),
  };
}

const rowSchema = z.object({ person: personValuesSchema, pass_name: z.string().nullable() });

/** Their merge values, of the pass that they hold longest where they hold several. By the key (customer, pass). */
async function readValues(
  em: EntityManager,
  ctx: Context,
  customerId: string,
  organisation: { readonly name: string; readonly mailLanguage: string },
): Promise<MergeValues> {
  const { rows } = await sql`
    select ${personValuesOf("customer", sql`held.pass_id`)} as person, held.name as pass_name
    from customer left join lateral (
      select eligibility.pass_id, pass.name from eligibility
      join pass on pass.organisation_id = eligibility.organisation_id and pass.id = eligibility.pass_id
      where eligibility.organisation_id = customer.organisation_id and eligibility.customer_id = customer.id
      order by eligibility.valid_through desc nulls last, eligibility.pass_id limit 1) held on true
    where customer.organisation_id = ${ctx.organisationId} and customer.id = ${customerId}`.execute(
    em.getKysely(),
  );
  // Whether they are there, and in the actor's scope, was asked before.
  const row = rowSchema.parse(rows[0]);
  const constants = {
    pass_name: row.pass_name ?? "",
    organisation_name: organisation.name,
    language: organisation.mailLanguage,
  };
  return mergeValuesOf(row.person, constants);
}
