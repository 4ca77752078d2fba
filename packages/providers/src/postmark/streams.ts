import type { EmailStream } from "../email.ts";

/** Postmark's default message streams (postmarkapp.com/developer/api/message-streams-api): every server has both. */
const postmarkNames: Readonly<Record<EmailStream, string>> = { bulk: "broadcast", transactional: "outbound" };

/** The `MessageStream` of one of our streams. */
export const streamName = (stream: EmailStream): string => postmarkNames[stream];

/** Which of our streams a `MessageStream` is; `other` for one that somebody else uses the server for. */
export function streamOf(name: string): EmailStream | "other" {
  if (name === postmarkNames.bulk) return "bulk";
  return name === postmarkNames.transactional ? "transactional" : "other";
}
