import type { ShownError } from "./shown-error.ts";

/** The stop switch is on. @param effect what came of it here */
export function formatSendingStopped(effect: string): ShownError {
  return {
    message: "All sending is stopped.",
    effect,
    nextStep: "An owner or admin can allow sending again in the settings.",
  };
}
