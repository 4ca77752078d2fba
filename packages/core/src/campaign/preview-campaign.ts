import { Organisation } from "@packpost/db/entities/organisation.entity";
import { Pass } from "@packpost/db/entities/pass.entity";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import { compileTemplate, DraftTooLargeError } from "../content/compile-template.ts";
import { findProblems, type Problem } from "../content/find-problems.ts";
import { type MergeFieldName, mergeFields } from "../content/merge-fields.ts";
import { fieldsWithoutFallback, missingValues } from "../content/missing-values.ts";
import { type RenderedMessage, renderMessage } from "../content/render-message.ts";
import type { Letterhead, MergeValues } from "../content/template.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { mergeValuesOf, personValuesSchema } from "./merge-values.ts";
import { personValuesOf } from "./person-values-sql.ts";
import type { PreviewCampaignInput } from "./schemas.ts";

export interface CampaignPreview {
  /** The mail as it would be sent; null when the text is too large to render. */
  message: RenderedMessage | null;
  problems: Problem[];
  /** Fields used somewhere without a fallback: recipients may lack them. */
  fieldsWithoutFallback: MergeFieldName[];
  /** Which of those the person of this preview lacks. */
  missing: MergeFieldName[];
}

/**
 * The mail as the sender's renderer makes it from what is in the editor now, for a recipient or with example values (C5).
 * @throws {PackpostError} not_found when there is no such customer
 */
export async function previewCampaign({
  ctx,
  input,
}: {
  ctx: Context;
  input: PreviewCampaignInput;
}): Promise<CampaignPreview> {
  requirePermission(ctx, "campaign.preview");
  const { letterhead, values } = await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const organisation = await em.findOneOrFail(Organisation, { id: ctx.organisationId });
    const pass =
      input.passId === null
        ? null
        : await em.findOne(Pass, { organisationId: ctx.organisationId, id: input.passId });
    const constants = {
      pass_name: pass?.name ?? exampleOf("pass_name"),
      organisation_name: organisation.name,
    };
    return {
      letterhead: {
        name: organisation.name,
        postalAddress: organisation.postalAddress ?? "",
        brandColor: organisation.brandColor,
      } satisfies Letterhead,
      values: input.customerId
        ? mergeValuesOf(await readPerson(em, input.customerId, input.passId), constants)
        : { ...exampleValues, ...constants },
    };
  });
  const problems = findProblems(input, letterhead);
  try {
    const template = await compileTemplate(input, { letterhead });
    return {
      message: renderMessage(template, values, { unsubscribeUrl: "#" }),
      problems,
      fieldsWithoutFallback: fieldsWithoutFallback(template),
      missing: missingValues(template, values),
    };
  } catch (error) {
    if (!(error instanceof DraftTooLargeError)) throw error;
    return { message: null, problems, fieldsWithoutFallback: [], missing: [] };
  }
}

async function readPerson(em: EntityManager, customerId: string, passId: string | null) {
  const { rows } = await sql<{ person: unknown }>`
    select ${personValuesOf("customer", sql`${passId}::uuid`)} as person from customer
    where customer.organisation_id = app_organisation_id() and customer.id = ${customerId}`.execute(
    em.getKysely(),
  );
  const [row] = rows;
  if (row === undefined) throw new PackpostError("not_found", "This customer does not exist.");
  return personValuesSchema.parse(row.person);
}

function exampleOf(name: MergeFieldName): string {
  return mergeFields.find((field) => field.name === name)?.example ?? "";
}

const exampleValues: MergeValues = Object.fromEntries(
  mergeFields.map(({ name, example }) => [name, example]),
);
