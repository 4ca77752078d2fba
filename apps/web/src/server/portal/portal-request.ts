import type { Portal } from "@packpost/core/organisation/find-portal";
import { env } from "#web/env.ts";
import { allowedOrigins, isOwnOrigin } from "#web/server/http/origins.ts";
import { findCustomer } from "./find-customer.ts";
import type { PortalRequest } from "./portal-procedures.ts";

/** The context of a request to an organisation's customers' pages. Who asks is looked up once, when first needed. */
export function createPortalRequest(headers: Headers, portal: Portal, requestId: string): PortalRequest {
  let customer: ReturnType<typeof findCustomer> | undefined;
  return {
    requestId,
    portal,
    fromOwnOrigin: isOwnOrigin(headers, allowedOrigins(env.APP_URL)),
    findCustomer: () => {
      customer ??= findCustomer(headers, portal);
      return customer;
    },
    enter: async () => undefined,
  };
}
