import { subscribe } from "node:diagnostics_channel";
import { IncomingMessage } from "node:http";

/** Of a path: longest of ours is a link of 200 characters. */
const longestPath = 2_000;

/**
 * From now on an address whose path cannot be decoded (`/u/%E0%A4%A`), holds a NUL, or is longer than any of ours is
 * answered 400: Next answers 500 to it before a route, or the proxy, sees it.
 * @source https://nodejs.org/api/diagnostics_channel.html#http ("http.server.request.start")
 */
export function refuseUnreadableAddresses(): void {
  subscribe("http.server.request.start", (message) => {
    if (typeof message !== "object" || message === null || !("request" in message)) return;
    const { request } = message;
    if (request instanceof IncomingMessage && !isReadableAddress(request.url ?? "/"))
      request.url = "/api/unreadable";
  });
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
