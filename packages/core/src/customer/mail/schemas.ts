import * as z from "zod";
import { pageSchema } from "../../paging/page-schema.ts";
import { messageKinds } from "./connections.ts";

export const customerMailsSchema = z.object({ customerId: z.uuid(), ...pageSchema.shape });
export type CustomerMailsInput = z.output<typeof customerMailsSchema>;

export const customerClicksSchema = z.object({
  customerId: z.uuid(),
  /** Of one mail of a campaign alone: its recipient row. */
  recipientId: z.uuid().nullable().default(null),
  ...pageSchema.shape,
});
export type CustomerClicksInput = z.output<typeof customerClicksSchema>;

export const readMessageSchema = z.object({
  customerId: z.uuid(),
  kind: z.enum(messageKinds),
  id: z.uuid(),
});
export type ReadMessageInput = z.output<typeof readMessageSchema>;
