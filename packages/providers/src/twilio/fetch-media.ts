import type { FetchMediaOptions, FetchMediaOutcome } from "../sms.ts";
import type { TwilioSettings } from "./call.ts";

const TIMEOUT_MS = 30_000;
const MOST_REDIRECTS = 3;

/**
 * A picture that somebody texted. Twilio wants the account's keys, then sends on to its file servers, and has a new picture
 * only after some seconds (TRAPS T23): the keys go to the account's own address alone, and never along with a redirect.
 */
export async function fetchMedia(
  settings: TwilioSettings,
  url: string,
  { maxBytes, signal }: FetchMediaOptions,
): Promise<FetchMediaOutcome> {
  if (!isOwnMedia(settings, url))
    return { outcome: "refused", providerMessage: "The picture's address is not one of this account's" };
  const until = AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), ...(signal ? [signal] : [])]);
  const keys = Buffer.from(`${settings.accountSid}:${settings.authToken}`).toString("base64");
  let headers: Record<string, string> = { authorization: `Basic ${keys}` };
  let address = new URL(url);
  try {
    for (let step = 0; step <= MOST_REDIRECTS; step += 1) {
      const response = await fetch(address, { headers, redirect: "manual", signal: until });
      const next = response.headers.get("location");
      if (response.status < 300 || response.status >= 400 || next === null)
        return await readAnswer(response, maxBytes);
      await response.body?.cancel();
      address = new URL(next, address);
      headers = {};
      if (address.protocol !== "https:" && address.hostname !== new URL(settings.apiUrl).hostname)
        return { outcome: "refused", providerMessage: "The picture is kept where it can be read on the way" };
    }
    return { outcome: "unavailable", providerMessage: "The picture's address leads on and on" };
  } catch (error) {
    return {
      outcome: "unavailable",
      providerMessage: error instanceof Error ? error.message : String(error),
    };
  }
}

async function readAnswer(response: Response, maxBytes: number): Promise<FetchMediaOutcome> {
  const { status, body } = response;
  if (status !== 200 || body === null) {
    await body?.cancel();
    if (status === 404) return { outcome: "not_yet" };
    const words = `The text provider answered with status ${status}`;
    return status === 429 || status >= 500
      ? { outcome: "unavailable", providerMessage: words }
      : { outcome: "refused", providerMessage: words };
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > maxBytes) return { outcome: "too_large" };
    chunks.push(chunk);
  }
  return { outcome: "fetched", bytes: Buffer.concat(chunks) };
}

/** Exactly the account's own media at the very host we call, or keys would be sent to strangers. */
function isOwnMedia({ apiUrl, accountSid }: TwilioSettings, url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, pathname, username, search } = new URL(url);
  const path = new RegExp(
    `^/2010-04-01/Accounts/${accountSid}/Messages/(SM|MM)[0-9a-f]{32}/Media/ME[0-9a-f]{32}$`,
    "i",
  );
  return origin === new URL(apiUrl).origin && username === "" && search === "" && path.test(pathname);
}
