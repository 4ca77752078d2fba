/** What can go wrong in a way that a caller may be told about. */
export type ErrorCode =
  | "unauthenticated"
  | "forbidden"
  /** A fresh proof of who they are is wanted first, see `access/require-fresh-proof`. */
  | "step_up_required"
  | "not_found"
  | "invalid_input"
  | "conflict"
  | "rate_limited"
  | "too_large"
  | "unavailable";

export interface ErrorExplanation {
  /** What follows from it, e.g. "Nothing was sent." */
  effect?: string;
  /** What the person can do now, e.g. "Reload the page and look at the new numbers." */
  nextStep?: string;
  /** Machine-readable facts for the caller, e.g. `{ confirmed: 412, now: 418 }`. No personal data. */
  details?: Readonly<Record<string, unknown>>;
  /** Seconds after which trying again makes sense. */
  retryAfterSeconds?: number;
  cause?: unknown;
}

/**
 * The one error family. Its message, effect and next step are written for the person at the screen
 * and may reach a browser; the message of any other error never does.
 *
 * @param code the kind of failure; the web app maps it to HTTP and tRPC in one place
 * @param message the cause, one plain sentence without personal data
 */
export class PackpostError extends Error {
  readonly code: ErrorCode;
  readonly effect: string | undefined;
  readonly nextStep: string | undefined;
  readonly details: Readonly<Record<string, unknown>> | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string, explanation: ErrorExplanation = {}) {
    super(message, { cause: explanation.cause });
    this.name = "PackpostError";
    this.code = code;
    this.effect = explanation.effect;
    this.nextStep = explanation.nextStep;
    this.details = explanation.details;
    this.retryAfterSeconds = explanation.retryAfterSeconds;
  }
}
