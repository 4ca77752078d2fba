import * as z from "zod";
import { type MergeFieldName, mergeFieldNames } from "./merge-fields.ts";

/** Literal text (already escaped for its part) or a place for a recipient's value. */
const segmentSchema = z.union([
  z.string(),
  z.object({
    field: z.union([z.enum(mergeFieldNames), z.literal("unsubscribe_url")]),
    /** Raw text used where the recipient has no value; escaped when rendered. */
    fallback: z.string(),
  }),
]);

/** Shape of a compiled template as it is frozen, as JSON, into the campaign's row. */
export const compiledTemplateSchema = z.object({
  subject: z.array(segmentSchema),
  html: z.array(segmentSchema),
  text: z.array(segmentSchema),
  fieldsUsed: z.array(z.enum(mergeFieldNames)),
});

export type Segment = z.infer<typeof segmentSchema>;
export type CompiledTemplate = z.infer<typeof compiledTemplateSchema>;

/** What a recipient's row freezes: the values of the fields the template uses. Missing or blank = fallback. */
export type MergeValues = Readonly<Partial<Record<MergeFieldName, string | null>>>;

/** What the author wrote. */
export interface Draft {
  readonly subject: string;
  /** Grey line after the subject in a mailbox's list; empty = the mail's first words. */
  readonly preheader: string;
  readonly bodyMarkdown: string;
}

/** How the organisation appears in its mail. */
export interface Letterhead {
  readonly name: string;
  /** Postal address, lines separated by newlines; sending is refused without one (C17). */
  readonly postalAddress: string;
  /** `#rrggbb`; anything else falls back to spruce. */
  readonly brandColor?: string | null;
  /** One of `mailLanguages`, default English. */
  readonly language?: string;
  /** https address of a square logo. */
  readonly logoUrl?: string | null;
}
