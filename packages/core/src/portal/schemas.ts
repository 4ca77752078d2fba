import * as z from "zod";
import { addressSchema } from "../address/address-schema.ts";
import {
  markReadSchema,
  postMessageSchema,
  readEntriesSchema,
  saveThreadDraftSchema,
} from "../conversation/schemas.ts";

/** The token of a link in a mail. Letters may have become large on the way. */
const linkSchema = z
  .string()
  .max(64)
  .transform((token) => token.toLowerCase());
/** Six digits as people paste them. */
const digitsSchema = z
  .string()
  .max(64)
  .transform((typed) => typed.normalize("NFKC").replace(/[^0-9]/g, ""));

/** What somebody at the door may do. */
export const signInSchema = z.discriminatedUnion("action", [
  z.object({ action: z.literal("ask"), address: addressSchema }),
  z.object({ action: z.literal("enter"), address: addressSchema, code: digitsSchema }),
  z.object({ action: z.literal("enter_by_link"), link: linkSchema, code: digitsSchema }),
  z.object({ action: z.literal("use_link"), link: linkSchema }),
  z.object({ action: z.literal("choose"), customerId: z.uuid() }),
]);
export type SignInInput = z.infer<typeof signInSchema>;

export const readOwnThreadSchema = readEntriesSchema.omit({ threadId: true });
export type ReadOwnThreadInput = z.infer<typeof readOwnThreadSchema>;

/** The thread that the page showed: what was written for it goes to no other family's (T12). */
const writtenFor = { threadId: z.uuid().optional() };

export const sendMessageSchema = postMessageSchema
  .pick({ entryId: true, body: true, attachmentIds: true, draftVersion: true })
  .extend({
    ...writtenFor,
    /** The newest entry that was on its writer's screen: what came while they were away they have not read (V4). */
    seenNumber: markReadSchema.shape.number.default(0),
  });
export type SendMessageInput = z.infer<typeof sendMessageSchema>;

export const markOwnReadSchema = markReadSchema.pick({ number: true });
export type MarkOwnReadInput = z.infer<typeof markOwnReadSchema>;

export const saveOwnDraftSchema = saveThreadDraftSchema
  .pick({ body: true, version: true })
  .extend(writtenFor);
export type SaveOwnDraftInput = z.infer<typeof saveOwnDraftSchema>;
