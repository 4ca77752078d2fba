import { validateRequest, validateRequestWithBody } from "twilio/lib/webhooks/webhooks.js";
import { parseAccountKey } from "./account.ts";

/** A request as it came, and where it was meant to come. */
export interface SignedRequest {
  /** `X-Twilio-Signature` */
  readonly signature: string | null | undefined;
  /** Public address of the api process (API_URL), the one Twilio was told: behind a proxy the request's own says another. */
  readonly publicUrl: string;
  /** Path and query exactly as they came. */
  readonly target: string;
  /** Raw body, not parsed. */
  readonly body: string;
}

/**
 * Is this request signed by one of our accounts? By Twilio's own validator: over the address with and without its port, and
 * all pairs of the form, repeated and empty ones too (TRAPS T30). A JSON body is signed by its hash in the address.
 * @param authTokens of the account; during a rotation the one before it too
 * @throws Error when there is no token: an unset secret must never let anybody in
 */
export function authenticateWebhook(request: SignedRequest, authTokens: readonly string[]): boolean {
  if (authTokens.length === 0 || authTokens.includes("")) throw new Error("The auth token is empty");
  const url = request.publicUrl.replace(/\/+$/, "") + request.target;
  if (!URL.canParse(url)) return false;
  const signature = request.signature ?? "";
  // No short circuit: every token is tried.
  return authTokens
    .map((token) =>
      /[?&]bodySHA256=/.test(request.target)
        ? validateRequestWithBody(token, signature, url, request.body)
        : validateRequest(token, signature, url, formOf(request.body)),
    )
    .includes(true);
}

/** What an organisation’s own account signs with: its auth token, from the key that is kept. */
export const readAuthToken = (key: string): string | undefined => parseAccountKey(key)?.authToken;

/** All pairs of a form; a name that comes more than once has a list. */
function formOf(body: string): Record<string, string | string[]> {
  const form = new URLSearchParams(body);
  return Object.fromEntries(
    [...new Set(form.keys())].map((name) => {
      const values = form.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? "")];
    }),
  );
}
