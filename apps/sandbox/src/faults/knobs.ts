import { z } from "zod";
import { outcomeSchema } from "../outcomes/outcome.ts";

const rate = z.number().min(0).max(1);
const milliseconds = z.number().min(0).max(3_600_000);

/** One misbehaviour for requests to come: after `skip` matching requests, for `times` of them. */
const nextSchema = z.strictObject({
  kind: z.enum([
    "429",
    "5xx-before",
    "5xx-after",
    "reset-before",
    "reset-after",
    "hang-before",
    "hang-after",
    "error",
    "slow",
    // Accepted, and answered wrongly: too few results, too many, in another order, or nothing that can be read.
    "answer-short",
    "answer-long",
    "answer-reordered",
    "answer-garbage",
  ]),
  times: z.number().int().min(1).default(1),
  skip: z.number().int().min(0).default(0),
  endpoint: z.enum(["send", "search"]).default("send"),
  /** Whose requests; both providers' unless told. */
  channel: z.enum(["email", "sms"]).optional(),
  /** For `error` and the 5xx kinds: HTTP status (500 unless told). */
  status: z.number().int().min(400).max(599).optional(),
  /** For `error`: the provider's code and words, as Postmark's 412 "account is pending" or Twilio's 30034. */
  errorCode: z.number().int().optional(),
  message: z.string().optional(),
  /** For `slow`: how long before the request is looked at. */
  delayMs: milliseconds.optional(),
});

export type NextFault = z.infer<typeof nextSchema>;

const domainSchema = z
  .strictObject({
    listed: z.boolean(),
    dkim: z.boolean(),
    returnPath: z.boolean(),
    /** Owners' records: what `_packpost.{domain}` says, one value each. */
    proofs: z.array(z.string().max(200)).max(20),
    spf: z.boolean(),
    dmarc: z.boolean(),
  })
  .partial();

export const knobsSchema = z.strictObject({
  latencyMs: milliseconds,
  rate429: rate,
  retryAfterSeconds: z.number().min(0),
  rate5xxBefore: rate,
  rate5xxAfter: rate,
  rateResetBefore: rate,
  rateResetAfter: rate,
  rateHangBefore: rate,
  rateHangAfter: rate,
  /** A hanging request is cut after this time. */
  hangMs: milliseconds,
  next: z.array(nextSchema),
  /** Outcome by address, `@domain` or local part. */
  outcomes: z.record(z.string(), outcomeSchema),
  /** `off`: nothing is posted; `hold`: kept until it is `on` again. */
  webhooks: z.enum(["on", "off", "hold"]),
  webhookDelayMs: milliseconds,
  webhookDuplicateRate: rate,
  webhookReorderRate: rate,
  webhookRetryScale: z.number().positive(),
  webhookConnections: z.number().int().min(1).max(64),
  searchLagMs: milliseconds,
  searchDown: z.boolean(),
  /** The search shows only this share of what it has; the same mails each time. */
  searchShare: rate,
  /** Domains of senders, verified in every part unless told otherwise; `listed: false` = not in the account. */
  domains: z.record(z.string(), domainSchema),
  /** How many parts of texts a number sends a second; the others wait in its queue. */
  textPartsPerSecond: z.number().positive(),
  /** So many parts may wait in a number's queue; more are refused. */
  textQueueParts: z.number().int().min(0),
  /** So often a new picture of a person is not there yet. */
  mediaEarly404: z.number().int().min(0),
  /** Outcomes of what was accepted from now on happen this many times faster than life. */
  speed: z.number().positive(),
});

export type Knobs = z.infer<typeof knobsSchema>;

const patchSchema = z.strictObject({
  ...z.strictObject(nullable(knobsSchema.shape)).shape,
  outcomes: z.record(z.string(), outcomeSchema.nullable()).nullish(),
});

/** Body of `PUT /_faults`: what is named is merged, `null` resets a knob. */
export const faultsPatchSchema = z.strictObject({
  ...patchSchema.shape,
  tokens: z.record(z.string(), patchSchema.nullable()).optional(),
});

export type KnobsPatch = z.infer<typeof patchSchema>;
export type FaultsPatch = z.infer<typeof faultsPatchSchema>;

function nullable<S extends z.ZodRawShape>(shape: S): { [K in keyof S]: z.ZodOptional<z.ZodNullable<S[K]>> };
function nullable(shape: z.ZodRawShape): z.ZodRawShape {
  return Object.fromEntries(Object.entries(shape).map(([key, type]) => [key, z.nullish(type)]));
}
