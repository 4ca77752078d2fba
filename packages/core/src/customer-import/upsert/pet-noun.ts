import { foldText } from "@packpost/db/fold-text";
import { sql } from "kysely";
import { readOwner } from "./customer-noun.ts";
import { asText, byExternalId, chooseByKeys, column, isRefusal, type Noun, readSaid } from "./noun.ts";
import { readActive, readExternalId, readText } from "./read-fields.ts";

/** Found by its id, or by its name in its family. */
export const petNoun: Noun = {
  name: "pet",
  table: "pet",
  columns: {
    externalId: column("external_id", "externalId"),
    name: column("name", "name"),
    kind: column("kind", "kind"),
    status: column("status", "status"),
    familyId: asText("family_id", "family"),
  },
  finders: {
    external: byExternalId("pet"),
    // The pets of a family are few; whose name it is, is compared by the name as it folds. By pet_by_family.
    named: (keys) => sql`
      select pet.id from unnest(array(select distinct split_part(key, '|', 1)::uuid from unnest(${keys}::text[]) key)) family
      cross join lateral (select id from pet where pet.family_id = family
        and organisation_id = app_organisation_id() offset 0) pet`,
  },
  read(record) {
    const values = readSaid(record, {
      ...{
        externalId: readExternalId,
        name: readText("name", 100),
        status: readActive,
        kind: readText("kind", 60),
      },
      family: readExternalId,
    });
    if (isRefusal(values)) return values;
    const owner = readOwner(record);
    if (isRefusal(owner)) return owner;
    const { family, ...own } = values;
    return { values: own, wanted: { ...owner, ...(family && { family }) } };
  },
  settle({ values, wanted }, references) {
    if (wanted.family !== undefined) {
      const family = references.family(wanted.family);
      if (family === undefined) return { reason: `There is no family with the ID ${wanted.family}.` };
      return { ...values, familyId: family.id };
    }
    if (wanted.customer === undefined) return values;
    const owner = references.customer(wanted.customer);
    return isRefusal(owner) ? owner : { ...values, familyId: owner.values.familyId ?? null };
  },
  keysOf: ({ externalId, familyId, name }) => [
    ...(externalId ? [`external:${externalId}`] : []),
    ...(familyId && name ? [`named:${familyId}|${foldText(name)}`] : []),
  ],
  choose(said, world) {
    return chooseByKeys(said, world, petNoun.keysOf(said), false);
  },
  complete(said) {
    if (!said.name) return { reason: "A new pet needs a name." };
    if (!said.familyId) return { reason: "Whose pet is it? Give its family, or its owner." };
    return { externalId: null, kind: "", status: "active", ...said };
  },
  labelOf: ({ name }) => name ?? "A pet",
};
