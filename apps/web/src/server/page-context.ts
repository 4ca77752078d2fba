import { headers } from "next/headers";
import { cache } from "react";
import { createContext, type RequestContext } from "./context.ts";

/** The context of the page being rendered, one per request. Awaits the headers before anything touches the database. */
export const getPageContext = cache(async (): Promise<RequestContext> => {
  const incoming = await headers();
  return createContext(incoming, incoming.get("x-request-id") ?? crypto.randomUUID());
});
