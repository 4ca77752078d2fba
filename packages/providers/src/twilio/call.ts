import twilio, { type Twilio } from "twilio";
import { type CallLimits, type CallOutcome, describeFailure, newWire } from "../call-outcome.ts";
import { guardedFetch } from "../guarded-fetch.ts";

/** How to reach one Twilio account. */
export interface TwilioSettings {
  /** e.g. `https://api.twilio.com`, or the simulator's address. */
  readonly apiUrl: string;
  /** `AC…` */
  readonly accountSid: string;
  readonly authToken: string;
}

const twilioWords = { provider: "text provider", key: "account and auth token", message: "text" };

/**
 * One call through the official client, on a client of its own: that is how the call's deadline and cancellation reach the
 * socket. The client retries nothing itself (TRAPS T33), and its host gives way to ours.
 */
export async function callTwilio(
  settings: TwilioSettings,
  limits: CallLimits,
  use: (client: Twilio) => Promise<unknown>,
): Promise<CallOutcome> {
  const wire = limits.wire ?? newWire();
  const send = guardedFetch({ ...limits, wire });
  const httpClient = new twilio.RequestClient({ autoRetry: false });
  const { axios } = httpClient;
  axios.defaults.adapter = async (config) => {
    const asked = new URL(axios.getUri(config));
    const response = await send(new URL(asked.pathname + asked.search, settings.apiUrl), {
      method: (config.method ?? "get").toUpperCase(),
      headers: Object.entries(config.headers.toJSON(true)).map(([name, value]) => [name, String(value)]),
      body: config.data,
    });
    const { status, statusText } = response;
    return { status, statusText, headers: {}, config, data: await response.text() };
  };
  try {
    const client = new twilio.Twilio(settings.accountSid, settings.authToken, { httpClient });
    return { kind: "answered", body: await use(client) };
  } catch (error) {
    const said =
      error instanceof twilio.RestException ? { code: error.code, providerMessage: error.message } : {};
    return describeFailure(wire, { error, ...said }, twilioWords);
  }
}
