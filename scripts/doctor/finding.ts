/** One thing that was looked at, and how to mend it where it is wrong. */
export type Finding =
  | { readonly level: "ok"; readonly check: string; readonly says: string }
  | {
      /** `error`: it does not work, or somebody may get something twice. `warning`: it works, and will not for long or not for everybody. */
      readonly level: "warning" | "error";
      readonly check: string;
      readonly says: string;
      readonly mend: string;
    };

/** Findings of one check. */
export interface Findings {
  ok(says: string): Finding;
  warning(says: string, mend: string): Finding;
  error(says: string, mend: string): Finding;
}

/** Writes findings of one check. */
export function findingsOf(check: string): Findings {
  return {
    ok: (says) => ({ level: "ok", check, says }),
    warning: (says, mend) => ({ level: "warning", check, says, mend }),
    error: (says, mend) => ({ level: "error", check, says, mend }),
  };
}

/** In words, whatever was thrown; addresses of databases carry passwords, which are left out. */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error);
  return text.replaceAll(/:\/\/[^@\s/]+@/g, "://…@");
}
