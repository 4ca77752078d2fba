import { PackpostError } from "../errors.ts";

/** The answer where a pass is not there, or is another organisation's. */
export function noSuchPass(): PackpostError {
  return new PackpostError("not_found", "This pass does not exist.", { nextStep: "Choose another pass." });
}
