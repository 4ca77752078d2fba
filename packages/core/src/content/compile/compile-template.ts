import { render } from "@react-email/render";
import { chooseLanguage } from "../../messages/languages.ts";
import type { Translator } from "../../messages/translator.ts";
import { translatorOf } from "../../messages/translator-of.ts";
import { isTooComplex, maxBodyBytes, maxLineLength } from "../markdown/check-complexity.ts";
import { parseMarkdown } from "../markdown/parse-markdown.ts";
import { isShowable } from "../markdown/safe-address.ts";
import { markFields, splitAtMarks, unsubscribeMark, withoutMarks } from "../template/field-marks.ts";
import { mergeFields } from "../template/merge-fields.ts";
import type { CompiledTemplate, Draft, Letterhead, Segment } from "../template/template.ts";
import { bodyHtml } from "./body-html.ts";
import { bodyText } from "./body-text.ts";
import { mailColors } from "./mail-colors.ts";
import { mailLanguage } from "./mail-language.ts";
import { mailLayout } from "./mail-layout.ts";
import { mayBeClipped, measureHtml } from "./measure-mail.ts";

export interface CompileOptions {
  readonly letterhead: Letterhead;
  /** Marked on top of the mail and in the subject as a preview (C6) or a copy (C3). */
  readonly mark?: "preview" | "copy";
  /** Words at the very end in place of the link to unsubscribe: of a mail to one person (P12), which is no mass mail. */
  readonly closing?: string;
  /** In which the closing is, where it is not the letterhead's language. */
  readonly closingLanguage?: string | undefined;
}

/** A draft that is too large or too tangled to compile; `findProblems` says so in words beforehand. */
export class DraftTooLargeError extends Error {
  override readonly name = "DraftTooLargeError";
  readonly code = "draft_too_large";
}

/**
 * Compile a draft into segments, ready to be frozen into the campaign and rendered a million times.
 * Fields with an unknown name stay in the text as written: `findProblems` blocks sending them.
 * @throws DraftTooLargeError for a body over 200 KB or nested beyond reason, a subject over 500 characters
 */
export async function compileTemplate(draft: Draft, options: CompileOptions): Promise<CompiledTemplate> {
  const lines = Math.max(draft.subject.length, draft.preheader.length);
  if (
    lines > maxLineLength ||
    Buffer.byteLength(draft.bodyMarkdown) > maxBodyBytes ||
    isTooComplex(draft.bodyMarkdown)
  ) {
    throw new DraftTooLargeError("The draft is too large or too deeply nested");
  }
  const { letterhead } = options;
  const t = translatorOf(chooseLanguage(letterhead.language));
  const mark = options.mark && markOf(t, options.mark);
  const subject = markFields(`${mark ? `${mark.subject} ` : ""}${oneLine(draft.subject)}`);
  const preheader = markFields(oneLine(draft.preheader));
  const body = markFields(draft.bodyMarkdown);
  const parsed = parseMarkdown(body.text);
  const colors = mailColors(letterhead.brandColor);
  const frame = {
    organisationName: withoutMarks(oneLine(letterhead.name)),
    addressLines: withoutMarks(letterhead.postalAddress)
      .split(/\r?\n/)
      .map((line) => line.trim())
      // The footer names the organisation already.
      .filter((line) => line !== "" && line !== letterhead.name.trim()),
    logoUrl: letterhead.logoUrl && isShowable(letterhead.logoUrl) ? letterhead.logoUrl : undefined,
    // Numbered after the body's marks, since both end up in one part.
    preheader: renumber(preheader.text, body.marks.length),
    language: mailLanguage(letterhead.language),
    t,
    banner: mark?.banner,
    ...(options.closing !== undefined && { closing: withoutMarks(oneLine(options.closing)) }),
    closingLanguage: options.closingLanguage,
    colors,
  };
  const fields = [...body.marks, ...preheader.marks];
  const content = bodyHtml(parsed, colors);
  const draw = async (wayOutOnTop: boolean) =>
    splitAtMarks(withoutComments(await render(mailLayout({ ...frame, wayOutOnTop }, content))), fields);
  const short = await draw(false);
  const template = {
    subject: splitAtMarks(subject.text, subject.marks),
    html: options.closing === undefined && mayBeClipped(measureHtml(short)) ? await draw(true) : short,
    text: splitAtMarks(textPart(bodyText(parsed), frame), fields),
  };
  return { ...template, fieldsUsed: fieldsUsed([template.subject, template.html, template.text]) };
}

/** How a mail says that it is no campaign to its reader. */
function markOf(t: Translator, mark: "preview" | "copy") {
  return mark === "preview"
    ? { subject: t("campaignMail.previewSubject"), banner: t("campaignMail.previewBanner") }
    : { subject: t("campaignMail.copySubject"), banner: t("campaignMail.copyBanner") };
}

function textPart(
  body: string,
  frame: {
    readonly organisationName: string;
    readonly addressLines: readonly string[];
    readonly t: Translator;
    readonly banner: string | undefined;
    readonly closing?: string;
  },
): string {
  const end = frame.closing ?? `${frame.t("campaignMail.unsubscribe")}: ${unsubscribeMark}`;
  const footer = ["-- ", frame.organisationName, ...frame.addressLines, end];
  return `${frame.banner ? `${frame.banner}\n\n` : ""}${body}\n\n${footer.join("\n")}\n`;
}

/** React's own comments are of no use in a mail; Outlook's conditional ones are. Authors' text has no bare `<`. */
function withoutComments(html: string): string {
  return html.replace(/<!--(?!\[if)[^>]*-->/g, "");
}

function renumber(marked: string, by: number): string {
  return marked.replace(/\ue000(\d+)/g, (_, number) => `\ue000${Number(number) + by}`);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function fieldsUsed(parts: readonly Segment[][]): CompiledTemplate["fieldsUsed"] {
  const used = new Set(parts.flat().map((segment) => (typeof segment === "string" ? "" : segment.field)));
  return mergeFields.map((field) => field.name).filter((name) => used.has(name));
}
