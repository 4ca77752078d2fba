import * as z from "zod";
import { idempotencyKeySchema } from "../idempotency/answer-once.ts";
import { storableTextSchema } from "../storable-text.ts";

/** What other systems of the business send to one customer (P4, P10). */
export const transactionalPurposes = ["work_order", "e_signature", "card_processing"] as const;
export type TransactionalPurpose = (typeof transactionalPurposes)[number];

/** Longest parts of a mail, in characters. */
const LONGEST_TEXT = 100_000;
const LONGEST_HTML = 400_000;

export const sendTransactionalSchema = z.strictObject({
  idempotencyKey: idempotencyKeySchema.meta({
    description: "The same key with the same request sends once, however often it comes. Kept for 30 days.",
    examples: ["2f8a1c0e-8f0e-4d8b-9d55-7a9f5f0f4c11"],
  }),
  purpose: z
    .enum(transactionalPurposes)
    .meta({ description: "What it is. It stands so on the customer's page." }),
  to: z
    .strictObject({
      customerId: z.uuid().optional().meta({ description: "Packpost's id of the customer" }),
      externalId: storableTextSchema
        .min(1)
        .max(200)
        .optional()
        .meta({ description: "What your system calls the customer" }),
      number: z.int().min(1).max(2_147_483_647).optional().meta({ description: "The customer number" }),
    })
    .refine((to) => Object.values(to).filter((each) => each !== undefined).length === 1, {
      message: "Name the customer in exactly one way",
    })
    .meta({
      description: "To which customer, named in one of these ways. It goes to the address that Packpost has.",
    }),
  subject: storableTextSchema
    .trim()
    .min(1)
    .max(200)
    .regex(/^\P{Cc}*$/u, "A subject is one line")
    .meta({ examples: ["Work order 2107: nails and ears"] }),
  text: storableTextSchema
    .max(LONGEST_TEXT)
    .optional()
    .meta({ description: "Plain text. Without HTML it goes out on the organisation's letterhead." }),
  html: storableTextSchema
    .max(LONGEST_HTML)
    .optional()
    .meta({ description: "A whole HTML mail, sent as it is. Without a text one is made of it." }),
});
export type SendTransactionalInput = z.output<typeof sendTransactionalSchema>;

/** What becomes of a mail, as the API tells it. Statuses are an open list. */
export const transactionalMailSchema = z
  .object({
    id: z.uuid(),
    purpose: z.string(),
    customerId: z.uuid(),
    address: z.string().meta({ description: "Where it goes, as the customer's file had it" }),
    subject: z.string(),
    status: z.string().meta({
      description:
        "How far it is. More may be added; waiting, claimed and sent are on their way, all others are news.",
      examples: ["waiting", "sent", "delivered", "opened", "bounced", "dropped", "failed", "spam_complaint"],
    }),
    statusAt: z.iso.datetime({ offset: true }).nullable(),
    createdAt: z.iso.datetime({ offset: true }),
    sentAt: z.iso.datetime({ offset: true }).nullable(),
    deliveredAt: z.iso.datetime({ offset: true }).nullable(),
    openedAt: z.iso.datetime({ offset: true }).nullable(),
    providerMessage: z
      .string()
      .nullable()
      .meta({ description: "The mail server's own words, where it said something" }),
  })
  .meta({ id: "Mail" });
export type TransactionalMail = z.output<typeof transactionalMailSchema>;

/** What a request to send is answered with, also when it comes again: kept for that, so nothing in it is personal. */
export const queuedMailSchema = z
  .object({
    id: z.uuid().meta({ description: "Ask what became of it by this" }),
    purpose: z.string(),
    customerId: z.uuid(),
    status: z.string().meta({ description: "How it stood then", examples: ["waiting"] }),
    createdAt: z.iso.datetime({ offset: true }),
  })
  .meta({ id: "QueuedMail" });
export type QueuedMail = z.output<typeof queuedMailSchema>;

export const readTransactionalSchema = z.strictObject({ mailId: z.uuid() });
export type ReadTransactionalInput = z.output<typeof readTransactionalSchema>;
