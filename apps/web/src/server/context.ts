import { env } from "#web/env.ts";
import { findStaff, type Staff } from "./auth/find-staff.ts";
import { allowedOrigins, isOwnOrigin } from "./http/origins.ts";

/** What every procedure starts from. Who is asking is looked up once, when first needed. */
export interface RequestContext {
  requestId: string;
  /** The body was over the limit and has not been read; every procedure refuses. */
  bodyTooLarge: boolean;
  fromOwnOrigin: boolean;
  findStaff: () => Promise<Staff | undefined>;
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
    bodyTooLarge: false,
    fromOwnOrigin: isOwnOrigin(headers, allowedOrigins(env.APP_URL)),
    findStaff: () => {
      staff ??= findStaff(headers);
      return staff;
    },
  };
}
