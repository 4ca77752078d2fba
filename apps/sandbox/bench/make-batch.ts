import { randomUUID } from "node:crypto";

export const BATCH = 500;
const words =
  "the park opens again on saturday and we would be glad to see you and your dog there please".split(" ");
const text = Array.from({ length: 960 }, (_, at) => words[(at * 7) % words.length]).join(" ");

/** The body of one request: 500 mails of about 5,000 bytes, each with its own address, ids and text. */
export function makeBatch(from: number): Buffer {
  const attempt = randomUUID();
  const messages = Array.from({ length: BATCH }, (_, at) => ({
    From: "Riverside <news@riverside.example>",
    To: `person${from + at}@example.org`,
    Subject: "Spring reopening",
    HtmlBody: `<p>Hello person ${from + at}</p><p>${text}</p><a href="https://example.org/u/${randomUUID()}">Unsubscribe</a>`,
    MessageStream: "broadcast",
    Tag: "bench",
    Metadata: { attempt, recipient: randomUUID() },
  }));
  return Buffer.from(JSON.stringify(messages));
}
