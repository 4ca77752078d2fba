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

/** One Postmark server: its own token, streams, suppressions and webhook receiver. */
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
  /** The server's defaults where a message does not say. */
  trackOpens: z.boolean(),
  trackLinks: z.boolean(),
});

export type Server = z.infer<typeof serverSchema>;
export type Stream = z.infer<typeof streamSchema>;

/** Body of `PUT /_servers/{token}`. */
export const putServerSchema = z.strictObject({
  name: z.string().min(1).max(200),
  streams: z.array(streamSchema.omit({ createdAt: true })).optional(),
  webhookUrl: z.url({ protocol: /^https?$/ }).nullish(),
  webhookUser: z.string().nullish(),
  webhookPassword: z.string().nullish(),
  trackOpens: z.boolean().optional(),
  trackLinks: z.boolean().optional(),
  otherTokens: z.array(z.string().min(1).max(200)).max(5).optional(),
});
