import type { PublicError } from "@packpost/core/public-error";

/** A request that is answered before its verb is called, with a status of HTTP's own. */
export class Refusal extends Error {
  readonly error: PublicError;
  readonly status: 400 | 401 | 404 | 405 | 413 | 415 | 422 | 429;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: Refusal["status"], error: PublicError, headers: Readonly<Record<string, string>> = {}) {
    super(error.message);
    this.status = status;
    this.error = error;
    this.headers = headers;
  }
}
