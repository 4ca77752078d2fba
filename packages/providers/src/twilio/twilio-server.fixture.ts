import { json, startServer as startProviderServer } from "../provider-server.fixture.ts";
import type { OutgoingText } from "../sms.ts";

export { json };

export const accountSid = `AC${"0".repeat(31)}1`;
export const authToken = "auth-token-1";

/** A server that stands for Twilio's, and the settings to reach it. */
export async function startServer(answer: Parameters<typeof startProviderServer>[0]) {
  const server = await startProviderServer(answer);
  return { ...server, settings: { apiUrl: server.apiUrl, accountSid, authToken } };
}

export const sidOf = (index: number) => `SM${String(index).padStart(32, "0")}`;

/** A message as Twilio's API shows it. */
export function message(index: number, change: object = {}) {
  return {
    ...{ sid: sidOf(index), account_sid: accountSid, direction: "outbound-api", status: "queued" },
    ...{ from: "+12025550100", to: "+12025550111", body: "The park opens at ten.", num_media: "0" },
    date_created: "Sun, 29 Nov 2026 12:00:05 +0000",
    ...{ date_sent: null, error_code: null, error_message: null },
    ...change,
  };
}

export const page = (messages: object[], next_page_uri: string | null = null) => ({
  messages,
  next_page_uri,
});

/** An answer of Twilio's that refuses. */
export const refusal = (code: number, words: string, status = 400) => ({
  ...{ code, message: words, status, more_info: `https://www.twilio.com/docs/errors/${code}` },
});

export function text(change: Partial<OutgoingText> = {}): OutgoingText {
  return {
    attemptId: "0198c1a2-0000-7000-8000-00000000aaaa",
    recipientId: "0198c1a2-0000-7000-8000-000000000001",
    from: "+12025550100",
    to: "+12025550111",
    body: "The park opens at ten. Bring Žofie 🐶 & water + a leash",
    statusCallbackUrl: "https://api.packpost.example/webhooks/twilio/o1",
    ...change,
  };
}
