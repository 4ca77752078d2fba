import type { OutgoingEmail } from "../email.ts";
import { startServer as startProviderServer } from "../provider-server.fixture.ts";

export { json } from "../provider-server.fixture.ts";

/** A server that stands for Postmark's, and the settings to reach it. */
export async function startServer(answer: Parameters<typeof startProviderServer>[0]) {
  const server = await startProviderServer(answer);
  return { ...server, settings: { apiUrl: server.apiUrl, serverToken: "token-1" } };
}

export function mail(index: number, change: Partial<OutgoingEmail> = {}): OutgoingEmail {
  return {
    attemptId: "0198c1a2-0000-7000-8000-00000000aaaa",
    recipientId: `0198c1a2-0000-7000-8000-${String(index).padStart(12, "0")}`,
    from: { name: "Riverside", email: "news@riverside.example" },
    to: `person${index}@mail.example`,
    subject: "Hello",
    html: "<p>Hello</p>",
    text: "Hello",
    stream: "bulk",
    automated: "mass",
    trackOpens: true,
    trackLinks: true,
    ...change,
  };
}
