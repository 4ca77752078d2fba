import { PackpostError } from "../errors.ts";

/** Refuses what is no zone of the IANA list. @throws {PackpostError} invalid_input */
export function requireZone(zone: string): void {
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone: zone });
  } catch {
    throw new PackpostError("invalid_input", "This time zone does not exist.", {
      effect: "Nothing was changed.",
      nextStep: "Choose one from the list, such as Europe/Berlin.",
    });
  }
}
