import { isIP } from "node:net";
import { isAllowed, isLoopback } from "./public-address.ts";

/**
 * Why an address cannot be one of an endpoint, in words; null when it can. What its name leads to is looked at with each call.
 * @param allowLoopback this machine's own addresses too, and without TLS: only beside the simulator
 */
export function explainWebhookUrl(text: string, allowLoopback: boolean): string | null {
  if (!URL.canParse(text)) return "This is no address. It begins with https://.";
  const url = new URL(text);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const isOwn = host === "localhost" || isLoopback(host);
  if (url.protocol !== "https:" && !(allowLoopback && isOwn && url.protocol === "http:"))
    return "It must begin with https://, so that nobody on the way can read it.";
  if (url.username !== "" || url.password !== "")
    return "Leave out the user and the password. Each call is signed instead.";
  if (isIP(host) !== 0 ? !isAllowed(host, allowLoopback) : isOwn && !allowLoopback)
    return "This address is in a private network, which Packpost does not call.";
  return null;
}
