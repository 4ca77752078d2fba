import { PackpostError } from "../../errors.ts";

/** The answer where a pet is not there, or is another organisation's. */
export function noSuchPet(): PackpostError {
  return new PackpostError("not_found", "This pet is not there any more.", {
    ...{ effect: "Nothing was changed.", nextStep: "Reload the page." },
  });
}
