import { readOwner } from "./customer-noun.ts";
import type { UpsertRecord } from "./fields.ts";
import { isRefusal, type Refusal, readValues, type Wanted } from "./noun.ts";
import { readExternalId, readText } from "./read-fields.ts";

/** Which pet a record is about: by its own id, or by its name and whose it is. */
export function readWantedPet(record: UpsertRecord): Wanted | Refusal {
  const owner = readOwner(record);
  if (isRefusal(owner)) return owner;
  const values = readValues(record, { petId: readExternalId, petName: readText("pet's name", 100) });
  if (isRefusal(values)) return values;
  const { petId, petName } = values;
  if (!petId && !petName) return owner;
  return { ...owner, pet: { ...(petId && { externalId: petId }), ...(petName && { name: petName }) } };
}
