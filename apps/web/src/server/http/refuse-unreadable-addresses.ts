import { subscribe } from "node:diagnostics_channel";
import { IncomingMessage } from "node:http";
import { parseAndValidateFlightRouterState } from "next/dist/server/app-render/parse-and-validate-flight-router-state.js";

/** Of a path: longest of ours is a link of 200 characters. */
const longestPath = 2_000;

/**
 * From now on an address whose path cannot be decoded (`/u/%E0%A4%A`), holds a NUL, or is longer than any of ours is
 * answered 400, and so is a header in which no router says where it stands: Next answers 500 to them before a route, or
 * the proxy, sees them.
 * @source https://nodejs.org/api/diagnostics_channel.html#http ("http.server.request.start")
 */
export function refuseUnreadableAddresses(): void {
  subscribe("http.server.request.start", (message) => {
    if (typeof message !== "object" || message === null || !("request" in message)) return;
    const { request } = message;
    if (!(request instanceof IncomingMessage)) return;
    const readable =
      isReadableAddress(request.url ?? "/") && isReadablePlace(request.headers["next-router-state-tree"]);
    if (!readable) request.url = "/api/unreadable";
  });
}

/** @param place what the browser's router says of where it stands (`next-router-state-tree`), if it says anything */
export function isReadablePlace(place: string | string[] | undefined): boolean {
  try {
    parseAndValidateFlightRouterState(place);
    return true;
  } catch {
    return false;
  }
}

/** @param url path and query of a request */
export function isReadableAddress(url: string): boolean {
  const [path = ""] = url.split("?", 1);
  if (path.length > longestPath && !path.startsWith("/api/trpc/")) return false;
  try {
    return !decodeURIComponent(path).includes("\0");
  } catch {
    return false;
  }
}
