import {
  asText,
  byExternalId,
  byTwo,
  chooseByKeys,
  column,
  isRefusal,
  type Noun,
  readSaid,
  refuseRetired,
  settlePass,
} from "./noun.ts";
import { readActive, readDay, readExternalId, readText } from "./read-fields.ts";
import { readWantedPet } from "./read-wanted-pet.ts";

/** Found by its id, or by its pet and pass: there is one of each. */
export const registrationNoun: Noun = {
  name: "registration",
  table: "registration",
  columns: {
    externalId: column("external_id", "externalId"),
    petId: asText("pet_id", "pet"),
    passId: asText("pass_id", "pass"),
    status: column("status", "status"),
    validThrough: asText("valid_through", "validThrough"),
  },
  finders: {
    external: byExternalId("registration"),
    pair: byTwo("registration", "pet_id", "pass_id", "uuid"),
  },
  read(record) {
    const values = readSaid(record, {
      ...{ externalId: readExternalId, status: readActive, validThrough: readDay },
      pass: readText("pass", 200),
    });
    if (isRefusal(values)) return values;
    const wanted = readWantedPet(record);
    if (isRefusal(wanted)) return wanted;
    const { pass, ...own } = values;
    return { values: own, wanted: { ...wanted, ...(pass && { pass }) } };
  },
  settle({ values, wanted }, references) {
    const settled = settlePass(values, wanted, references);
    if (isRefusal(settled)) return settled;
    if (wanted.pet !== undefined) {
      const pet = references.pet(wanted);
      if (isRefusal(pet)) return pet;
      settled.petId = pet.id;
    }
    return settled;
  },
  keysOf: ({ externalId, petId, passId }) => [
    ...(externalId ? [`external:${externalId}`] : []),
    ...(petId && passId ? [`pair:${petId}|${passId}`] : []),
  ],
  choose: (said, world, _wanted, references) =>
    refuseRetired(chooseByKeys(said, world, registrationNoun.keysOf(said), true), said, references),
  complete(said) {
    if (!said.petId) return { reason: "Which pet is it for? Give its ID, or its name and owner." };
    if (!said.passId) return { reason: "Which pass is it for?" };
    if (!said.validThrough) return { reason: "A new registration needs its last valid day." };
    return { externalId: null, status: "active", ...said };
  },
  labelOf: (values, { nameOf }) =>
    [nameOf(values.petId) ?? "A pet", nameOf(values.passId) ?? "a pass"].join(" · "),
};
