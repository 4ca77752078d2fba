import { env } from "#web/env.ts";
import { findStaff, type Staff } from "./auth/find-staff.ts";
import { allowedOrigins, isOwnOrigin } from "./http/origins.ts";

/** What every procedure starts from. Who is asking is looked up once, when first needed. */
export interface RequestContext {
  requestId: string;
  fromOwnOrigin: boolean;
  findStaff: () => Promise<Staff | undefined>;
  /** Waits until whoever asks may be worked for, see take-call-place; at once where nothing bounds it. */
  enter: (staff: Staff) => Promise<void>;
}

/**
 * Builds the context of a request.
 *
 * @param headers the request's headers
 * @param requestId id of the request in response and log
 */
export function createContext(headers: Headers, requestId: string): RequestContext {
  let staff: Promise<Staff | undefined> | undefined;
  return {
    requestId,
    fromOwnOrigin: isOwnOrigin(headers, allowedOrigins(env.APP_URL)),
    findStaff: () => {
      staff ??= findStaff(headers);
      return staff;
    },
    enter: async () => undefined,
  };
}
