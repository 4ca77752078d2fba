export type ProblemCode =
  | "empty_subject"
  | "empty_body"
  | "body_too_large"
  | "body_too_tangled"
  | "unknown_field"
  | "broken_field"
  | "field_in_address"
  | "postal_address_missing"
  | "sender_not_checked"
  | "sender_not_verified"
  | "raw_html"
  | "broken_link"
  | "not_https"
  | "shouting_subject"
  | "long_subject"
  | "line_too_long"
  | "clipped_by_gmail";

/** Something about a draft that its author should know. Drafts always save; `blocking` stops preview mail and sending. */
export interface Problem {
  readonly code: ProblemCode;
  readonly severity: "blocking" | "warning";
  readonly part: "subject" | "preheader" | "body" | "organisation";
  /** A sentence for the author. */
  readonly message: string;
  /** Place in the part, from 1; only where there is one. */
  readonly line?: number;
  readonly column?: number;
  /** The field that was probably meant, as it is to be written: `{{first_name}}`. */
  readonly suggestion?: string;
}
