import { Pass } from "@packpost/db/entities/pass.entity";
import type { OrganisationId } from "@packpost/db/organisation-id";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { FrozenTemplate } from "../campaign/frozen-template.ts";
import { mergeValuesOf, type PersonValues, personValuesSchema } from "../campaign/merge-values.ts";
import { mergeFields } from "../content/template/merge-fields.ts";
import type { MergeValues } from "../content/template/template.ts";
import { PackpostError } from "../errors.ts";
import { personValuesOf } from "./person-values-sql.ts";

const examplePerson: PersonValues = {
  first_name: "Maria",
  last_name: "Okafor",
  pet_names: ["Biscuit", "Pepper"],
  valid_through: "2027-12-31",
};

/** The values of a mail that is shown to nobody in particular, as the editor's menu of fields shows them. */
export function exampleValuesOf(constants: FrozenTemplate["constants"]): MergeValues {
  return mergeValuesOf(examplePerson, constants);
}

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
    readonly organisation: { readonly name: string; readonly mailLanguage: string };
  },
): Promise<MergeValues> {
  const pass =
    input.passId === null
      ? null
      : await em.findOne(Pass, { organisationId: input.organisationId, id: input.passId });
  const constants = {
    pass_name: pass?.name ?? mergeFields.find(({ name }) => name === "pass_name")?.example ?? "",
    organisation_name: input.organisation.name,
    language: input.organisation.mailLanguage,
  };
  if (!input.customerId) return exampleValuesOf(constants);
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
