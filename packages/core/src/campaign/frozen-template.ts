import * as z from "zod";
import { compiledTemplateSchema } from "../content/template/template.ts";

/** What a campaign freezes when it is sent: with a recipient's merge values it gives the mail as it was sent. */
export const frozenTemplateSchema = z.object({
  compiled: compiledTemplateSchema,
  /** Values that are the same for everyone. */
  constants: z.object({
    pass_name: z.string(),
    organisation_name: z.string(),
    /** Of lists and dates among the values; a campaign sent before there was a choice is English. */
    language: z.string().default("en"),
  }),
  sender: z.object({ name: z.string(), email: z.string() }),
  /** Where answers go without an inbound address. */
  replyTo: z.string().nullable(),
  /** Where the organisation took mail then: each recipient answers at an address of theirs there (V9). */
  inboundAddress: z.string().nullable().default(null),
});

export type FrozenTemplate = z.infer<typeof frozenTemplateSchema>;
