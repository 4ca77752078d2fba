import { byExternalId, chooseByKeys, column, isRefusal, type Noun, readSaid } from "./noun.ts";
import { readExternalId, readText } from "./read-fields.ts";

/** Found by its id alone: many families have one name. */
export const familyNoun: Noun = {
  name: "family",
  table: "family",
  columns: { externalId: column("external_id", "externalId"), name: column("name", "name") },
  finders: { external: byExternalId("family") },
  read(record) {
    const values = readSaid(record, { externalId: readExternalId, name: readText("name", 200) });
    if (isRefusal(values)) return values;
    if (!values.externalId) return { reason: "A family needs an ID: many have the same name." };
    return { values, wanted: {} };
  },
  settle: ({ values }) => values,
  keysOf: ({ externalId }) => (externalId ? [`external:${externalId}`] : []),
  choose: (said, world) => chooseByKeys(said, world, [], true),
  complete: (said) => (said.name ? said : { reason: "A new family needs a name." }),
  labelOf: ({ name }) => name ?? "A family",
};
