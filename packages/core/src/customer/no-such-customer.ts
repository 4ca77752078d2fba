import { PackpostError } from "../errors.ts";

/** The answer where a customer is not there, or the actor may not see them. */
export function noSuchCustomer(): PackpostError {
  return new PackpostError("not_found", "This customer is not there.", {
    nextStep: "Look for them in the list of customers.",
  });
}
