import { Pass } from "@packpost/db/entities/pass.entity";
import type { OrganisationId } from "@packpost/db/organisation-id";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { mergeFields } from "../content/merge-fields.ts";
import type { MergeValues } from "../content/template.ts";
import { PackpostError } from "../errors.ts";
import { mergeValuesOf, personValuesSchema } from "./merge-values.ts";
import { personValuesOf } from "./person-values-sql.ts";

/** A recipient for a mail that is shown to nobody in particular. */
export const exampleValues = Object.fromEntries(mergeFields.map(({ name, example }) => [name, example]));

/**
 * The merge values of a preview or copy: a chosen customer's, or the examples, with the real names of pass and organisation.
 * @throws {PackpostError} not_found when there is no such customer
 */
export async function readPreviewValues(
  em: EntityManager,
  input: {
    readonly passId: string | null;
    readonly customerId?: string | null | undefined;
    readonly organisationId: OrganisationId;
    readonly organisationName: string;
  },
): Promise<MergeValues> {
  const pass =
    input.passId === null
      ? null
      : await em.findOne(Pass, { organisationId: input.organisationId, id: input.passId });
  const constants = {
    pass_name: pass?.name ?? exampleValues.pass_name ?? "",
    organisation_name: input.organisationName,
  };
  if (!input.customerId) return { ...exampleValues, ...constants };
  return mergeValuesOf(await readPerson(em, input.customerId, input.passId), constants);
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
