import type { PostmarkPayload } from "./webhook-schema.ts";

/**
 * Did a machine open or click this? Only by what the event itself says:
 * - Apple Mail Privacy Protection fetches every picture with the bare user agent `Mozilla/5.0`, through a proxy
 *   (postmarkapp.com/support/article/1257), whether or not anybody reads.
 * - Security gateways and link previews name themselves.
 * - A click without any user agent: every browser sends one, what only asks whether a link is there (HEAD) often not.
 * Gmail's and Yahoo's image proxies fetch when a person opens, so they count as people.
 */
export function isBot(payload: PostmarkPayload): boolean {
  const agent = payload.UserAgent?.trim() ?? "";
  if (payload.RecordType === "Click" && payload.UserAgent?.trim() === "") return true;
  if (/^Mozilla\/5\.0$/i.test(agent)) return true;
  if (/GoogleImageProxy|YahooMailProxy/i.test(agent)) return false;
  return /\b(bot|crawler|spider|scanner|preview)\b|bot\/|barracuda|mimecast|proofpoint|safelinks|urldefense|python-requests|python-urllib|curl\/|wget\/|headlesschrome|go-http-client|okhttp|java\/|libwww-perl|httpclient|axios\/|node-fetch|existence discovery/i.test(
    agent,
  );
}
