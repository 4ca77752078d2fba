import { z } from "zod";

export const streamTypeSchema = z.enum(["Transactional", "Broadcasts"]);

export const streamSchema = z.object({
  id: z
    .string()
    .min(1)
    .max(30)
    .regex(/^[a-z][a-z0-9_-]*$/),
  type: streamTypeSchema,
  createdAt: z.string().optional(),
});

/** Not set, however that was said. */
const setting = z
  .string()
  .nullish()
  .transform((value) => value || undefined);

const registeredWebhookSchema = z.object({
  id: z.number().int(),
  url: z.string(),
  stream: z.string(),
  user: setting,
  password: setting,
  /** Postmark's words: Delivery, Bounce, SpamComplaint, Open, Click, SubscriptionChange. */
  triggers: z.array(z.string()),
});
export type RegisteredWebhook = z.infer<typeof registeredWebhookSchema>;

const accountSidSchema = z.string().regex(/^AC[0-9a-f]{32}$/i);

/**
 * One account at the providers: a Postmark server with its token, streams, suppressions and webhook receiver, and a Twilio
 * account whose auth token is that token.
 */
export const serverSchema = z.object({
  id: z.number().int(),
  token: z.string().min(1),
  /** While its tokens are changed a server has several; the first stands for it in the ledger. */
  otherTokens: z.array(z.string().min(1)).default([]),
  name: z.string().min(1),
  streams: z.array(streamSchema),
  webhookUrl: setting,
  webhookUser: setting,
  webhookPassword: setting,
  /** Receivers that were registered by its API, each of one stream; with any of a stream, `webhookUrl` hears nothing of it. */
  webhooks: z.array(registeredWebhookSchema).default([]),
  /** For tests of keys: a server that delivers nothing, an account that is suspended. */
  live: z.boolean().default(true),
  /** Where mails that come in are told, with the same user and password. */
  inboundUrl: setting,
  /** The domain, or the mailbox, whose mail comes in there. */
  inboundAddress: setting,
  /** `AC…`: of its Twilio account. */
  accountSid: accountSidSchema,
  /** Where texts that come in are told; reports about its own go where each text says. */
  smsWebhookUrl: setting,
  /** Its own numbers, E.164; empty = whatever it sends from is its own. */
  numbers: z.array(z.string()).default([]),
  /** Where the customers of whoever has this server sign in. */
  customerPagesUrl: setting,
  /** The number that people text, as the outbox offers it. */
  textsFrom: setting,
  /** The server's defaults where a message does not say. */
  trackOpens: z.boolean(),
  trackLinks: z.boolean(),
});

export type Server = z.infer<typeof serverSchema>;
export type Stream = z.infer<typeof streamSchema>;

const numberSchema = z.string().regex(/^\+[1-9]\d{6,14}$/);

/** Body of `PUT /_servers/{token}`. */
export const putServerSchema = z.strictObject({
  name: z.string().min(1).max(200),
  streams: z.array(streamSchema.omit({ createdAt: true })).optional(),
  webhookUrl: z.url({ protocol: /^https?$/ }).nullish(),
  customerPagesUrl: z.url({ protocol: /^https?$/ }).nullish(),
  textsFrom: numberSchema.nullish(),
  webhookUser: z.string().nullish(),
  webhookPassword: z.string().nullish(),
  inboundUrl: z.url({ protocol: /^https?$/ }).nullish(),
  inboundAddress: z.string().min(3).max(200).nullish(),
  accountSid: accountSidSchema.optional(),
  smsWebhookUrl: z.url({ protocol: /^https?$/ }).nullish(),
  numbers: z.array(numberSchema).max(20).optional(),
  webhooks: z.array(registeredWebhookSchema).optional(),
  live: z.boolean().optional(),
  trackOpens: z.boolean().optional(),
  trackLinks: z.boolean().optional(),
  otherTokens: z.array(z.string().min(1).max(200)).max(5).optional(),
});
