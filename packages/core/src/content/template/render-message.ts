import type { MergedText } from "@packpost/providers/email";
import { markFields, splitAtMarks } from "./field-marks.ts";
import type { CompiledTemplate, MergeValues, Segment } from "./template.ts";

/** A mail as it is sent, and as it was sent: template and values are all that is stored. */
export interface RenderedMessage {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

export interface RenderOptions {
  /** The recipient's own unsubscribe page. */
  readonly unsubscribeUrl: string;
}

/**
 * Put one recipient's values into a compiled template. A plain join: the same template and values give
 * the same bytes for ever. Values cannot bring markup into the HTML or a line break into the subject.
 */
export function renderMessage(
  template: CompiledTemplate,
  values: MergeValues,
  options: RenderOptions,
): RenderedMessage {
  return {
    subject: join(template.subject, values, options, asIs).trim(),
    html: join(template.html, values, options, escapeHtml),
    text: join(template.text, values, options, asIs),
  };
}

/** The same mail with HTML and text cut where the recipient's own stands: the pieces are the same object for every mail. */
export function mergeMessage(
  template: CompiledTemplate,
  values: MergeValues,
  options: RenderOptions,
): { readonly subject: string; readonly html: MergedText; readonly text: MergedText } {
  return {
    subject: join(template.subject, values, options, asIs).trim(),
    html: merge(template.html, values, options, escapeHtml),
    text: merge(template.text, values, options, asIs),
  };
}

/** The subject alone, of many mails in a list. */
export function renderSubject(subject: CompiledTemplate["subject"], values: MergeValues): string {
  return join(subject, values, { unsubscribeUrl: "" }, asIs).trim();
}

/** One line of an author's, such as the preheader, as this recipient reads it. */
export function renderLine(line: string, values: MergeValues): string {
  const marked = markFields(line.replace(/\s+/g, " ").trim());
  return join(splitAtMarks(marked.text, marked.marks), values, { unsubscribeUrl: "" }, asIs).trim();
}

function join(
  segments: readonly Segment[],
  values: MergeValues,
  options: RenderOptions,
  encode: (value: string) => string,
): string {
  const { fixed, own } = merge(segments, values, options, encode);
  return String.raw({ raw: fixed }, ...own);
}

function merge(
  segments: readonly Segment[],
  values: MergeValues,
  options: RenderOptions,
  encode: (value: string) => string,
): MergedText {
  const { fixed, places } = cut(segments);
  // A field stands many times in a mail; its value is cleaned and encoded once.
  const known = new Map<string, string>();
  const own = places.map(({ field, fallback }) => {
    if (field === "unsubscribe_url") return encode(options.unsubscribeUrl);
    const value = known.get(field) ?? encode(oneLine(values[field]));
    known.set(field, value);
    return value === "" ? encode(oneLine(fallback)) : value;
  });
  return { fixed, own };
}

type Place = Exclude<Segment, string>;
interface Cut {
  readonly fixed: readonly string[];
  readonly places: readonly Place[];
}
const cuts = new WeakMap<readonly Segment[], Cut>();

/** What stands between a text's places, once a text. */
function cut(segments: readonly Segment[]): Cut {
  const known = cuts.get(segments);
  if (known) return known;
  const fixed = [""];
  const places: Place[] = [];
  for (const segment of segments) {
    if (typeof segment === "string") fixed.push((fixed.pop() ?? "") + segment);
    else {
      places.push(segment);
      fixed.push("");
    }
  }
  const made = { fixed, places };
  cuts.set(segments, made);
  return made;
}

// Control characters and the two Unicode line separators: nothing a name or a date needs.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed here
const breaksAndControls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

function oneLine(value: string | null | undefined): string {
  return value ? value.replace(breaksAndControls, " ").trim() : "";
}

function asIs(value: string): string {
  return value;
}

const needsEscape = /[&<>"']/;
const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#x27;",
};

/** Escape text for HTML content and quoted attributes alike. */
export function escapeHtml(value: string): string {
  return needsEscape.test(value)
    ? value.replace(/[&<>"']/g, (character) => entities[character] ?? character)
    : value;
}
