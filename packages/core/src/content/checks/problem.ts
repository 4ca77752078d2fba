import * as z from "zod";

const problemCodes = [
  "empty_subject",
  "empty_body",
  "body_too_large",
  "body_too_tangled",
  "unknown_field",
  "broken_field",
  "foreign_field",
  "field_in_address",
  "postal_address_missing",
  "sender_not_checked",
  "no_provider",
  "sender_not_verified",
  "raw_html",
  "broken_link",
  "not_https",
  "deceptive_link",
  "joined_lines",
  "shouting_subject",
  "long_subject",
  "line_too_long",
  "clipped_by_gmail",
] as const;

export type ProblemCode = (typeof problemCodes)[number];

/** As it comes back from the thread that looks drafts through. */
export const problemSchema = z.object({
  code: z.enum(problemCodes),
  severity: z.enum(["blocking", "warning"]),
  part: z.enum(["subject", "preheader", "body", "organisation"]),
  /** A sentence for the author. */
  message: z.string(),
  /** Place in the part, from 1; only where there is one. */
  line: z.number().optional(),
  column: z.number().optional(),
  /** The field that was probably meant, as it is to be written: `{{first_name}}`. */
  suggestion: z.string().optional(),
  /** What the suggestion takes the place of, as it stands there. */
  raw: z.string().optional(),
});

/** Something about a draft that its author should know. Drafts always save; `blocking` stops preview mail and sending. */
export type Problem = Readonly<z.infer<typeof problemSchema>>;

/** Said of a text before it is parsed, and of one whose parsing had to be ended. */
export const tooTangled: Problem = {
  code: "body_too_tangled",
  severity: "blocking",
  part: "body",
  message:
    "The text has too many lines, has lists or quotes within one another too deeply, or has thousands of stray * _ or [.",
};
