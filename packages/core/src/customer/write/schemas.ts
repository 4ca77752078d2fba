import * as z from "zod";
import { campaignContentSchema } from "../../campaign/schemas.ts";
import { LARGEST_INT } from "../../storable-text.ts";

/** Inputs of the verbs of an individual email (P12). No server imports: the browser checks with the same schemas. */

const writtenShape = {
  customerId: z.uuid(),
  ...campaignContentSchema.pick({ subject: true, bodyMarkdown: true }).shape,
};

export const previewEmailSchema = z.object(writtenShape);
export type PreviewEmailInput = z.output<typeof previewEmailSchema>;

/** Each change of a draft counts one on. */
const draftVersionSchema = z.int().min(0).max(LARGEST_INT);

export const saveEmailDraftSchema = z.object({
  ...writtenShape,
  /** Of the mail that it becomes, made by the writer's page. */
  mailId: z.uuid(),
  version: draftVersionSchema,
});
export type SaveEmailDraftInput = z.output<typeof saveEmailDraftSchema>;

export const sendEmailSchema = z.object({
  ...writtenShape,
  /** Made by the writer's page: the same one twice goes out once. */
  mailId: z.uuid(),
  /** The address that was shown; another one by now is asked about. */
  to: z.string().max(320),
  /** Of the draft that it was. */
  draftVersion: draftVersionSchema.optional(),
});
export type SendEmailInput = z.output<typeof sendEmailSchema>;

export const sendEmailAgainSchema = z.object({
  customerId: z.uuid(),
  /** The mail that did not arrive. */
  deliveryId: z.uuid(),
  mailId: z.uuid(),
});
export type SendEmailAgainInput = z.output<typeof sendEmailAgainSchema>;
