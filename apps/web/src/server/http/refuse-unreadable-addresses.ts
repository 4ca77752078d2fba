import { subscribe } from "node:diagnostics_channel";
import { IncomingMessage } from "node:http";
import { parseAndValidateFlightRouterState } from "next/dist/server/app-render/parse-and-validate-flight-router-state.js";

/** Of a path: longest of ours is a link of 200 characters. */
const longestPath = 2_000;

/** Methods that the platform's `Request` refuses to carry, in any letters. @source https://fetch.spec.whatwg.org/#forbidden-method */
const forbiddenMethods = /^(CONNECT|TRACE|TRACK)$/i;

/**
 * From now on an address whose path cannot be decoded (`/u/%E0%A4%A`), holds a NUL, or is longer than any of ours is
 * answered 400, and so are a header in which no router says where it stands and a method that no `Request` has: Next
 * answers 500 to them before a route, or the proxy, sees them.
 * @source https://nodejs.org/api/diagnostics_channel.html#http ("http.server.request.start")
 */
export function refuseUnreadableAddresses(): void {
  subscribe("http.server.request.start", (message) => {
    if (typeof message !== "object" || message === null || !("request" in message)) return;
    const { request } = message;
    if (!(request instanceof IncomingMessage)) return;
    request.url = originForm(request.url ?? "/");
    const readable =
      isReadableAddress(request.url) && isReadablePlace(request.headers["next-router-state-tree"]);
    if (!readable) request.url = "/api/unreadable";
    if (forbiddenMethods.test(request.method ?? "")) {
      request.method = "GET";
      request.url = "/api/unreadable";
    }
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

/**
 * The target as browsers write it: a client of a proxy may name the server too, which Next would lead it to, whatever it is.
 * @source https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2
 */
export function originForm(target: string): string {
  return target.replace(/^https?:\/\/[^/?#]*(?=$|[/?#])/i, "").replace(/^(?=$|[?#])/, "/");
}

/** @param url path and query of a request */
export function isReadableAddress(url: string): boolean {
  if (!url.startsWith("/")) return false;
  const [path = ""] = url.split("?", 1);
  if (path.length > longestPath && !path.startsWith("/api/trpc/")) return false;
  try {
    return !decodeURIComponent(path).includes("\0");
  } catch {
    return false;
  }
}
