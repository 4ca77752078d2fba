import { PackpostError } from "@packpost/core/errors";
import { APIError } from "better-auth/api";

/** Our errors as better-auth answers them; the message of any other stays inside. */
export async function inItsWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PackpostError)) throw error;
    const { code, message, nextStep, retryAfterSeconds } = error;
    const status = code === "rate_limited" ? "TOO_MANY_REQUESTS" : "SERVICE_UNAVAILABLE";
    throw new APIError(status, { message, nextStep }, { "retry-after": String(retryAfterSeconds ?? 60) });
  }
}
