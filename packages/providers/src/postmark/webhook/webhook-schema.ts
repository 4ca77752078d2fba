import * as z from "zod";

/** Part of a payload that says nothing when it is missing, null, empty or of another type. */
const words = z.string().min(1).optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);
const named = z.object({ Name: words, Family: words }).optional().catch(undefined);

/**
 * Postmark's webhook payloads, all kinds in one: only what we read, and lenient in every part, so that a field
 * Postmark changes costs that field and not the event (postmarkapp.com/developer/webhooks/webhooks-overview).
 */
export const postmarkPayloadSchema = z.object({
  RecordType: z.string().min(1).catch("?"),
  MessageID: words,
  MessageStream: words,
  Metadata: z.object({ attempt: words, recipient: words }).optional().catch(undefined),
  /** Bounces and complaints say Email, the others Recipient. */
  Email: words,
  Recipient: words,
  /** One of the four is there, by kind. */
  DeliveredAt: words,
  BouncedAt: words,
  ReceivedAt: words,
  ChangedAt: words,
  Type: words,
  Name: words,
  Description: words,
  Details: words,
  Inactive: flag,
  SuppressSending: flag,
  SuppressionReason: words,
  Origin: words,
  FirstOpen: flag,
  OriginalLink: words,
  Client: named,
  OS: named,
  Platform: words,
  /** Empty says something: see is-bot. */
  UserAgent: z.string().optional().catch(undefined),
  Geo: z.object({ Country: words, Region: words, City: words }).optional().catch(undefined),
});

export type PostmarkPayload = z.infer<typeof postmarkPayloadSchema>;
