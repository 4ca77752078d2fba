import type { IncomingHttpHeaders } from "node:http";
import { isIP } from "node:net";

/**
 * Whether a request was meant for the simulator: by an address or this machine's own name, and not from a page of
 * another machine. A name that somebody points at 127.0.0.1 (DNS rebinding) is neither.
 * @param ownName the name that the simulator was told to listen on
 */
export function isLocalRequest(headers: IncomingHttpHeaders, ownName: string): boolean {
  const { host, origin } = headers;
  if (host === undefined || !isOwn(host, ownName)) return false;
  if (origin === undefined) return true;
  const from = /^https?:\/\/([^/]+)$/.exec(origin)?.[1];
  return from !== undefined && isOwn(from, ownName);
}

/** Addresses cannot be rebound, names can: of these only ours. */
function isOwn(hostAndPort: string, ownName: string): boolean {
  const name = hostAndPort
    .replace(/:\d+$/, "")
    .replace(/^\[(.*)\]$/, "$1")
    .toLowerCase();
  return (
    name === "localhost" || name.endsWith(".localhost") || name === ownName.toLowerCase() || isIP(name) !== 0
  );
}
