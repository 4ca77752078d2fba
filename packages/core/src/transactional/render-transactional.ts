import { render } from "@react-email/render";
import { letterFrame, typedParagraph } from "../content/compile/letter.ts";
import { mailLayout } from "../content/compile/mail-layout.ts";
import { mailStyles } from "../content/compile/mail-styles.ts";
import type { RenderedMessage } from "../content/template/render-message.ts";
import type { Letterhead } from "../content/template/template.ts";
import { textOfHtml } from "../inbound-mail/text-of-html.ts";

/** What another system wants to say. */
export interface TransactionalText {
  readonly subject: string;
  readonly text?: string | undefined;
  readonly html?: string | undefined;
}

/**
 * The mail as it goes out: HTML that was given as it is; a text alone on the organisation's letterhead, its paragraphs as they were
 * typed and nothing in it read as HTML.
 * @param contact where a question goes, at its very end
 */
export async function renderTransactional(
  { subject, text, html }: TransactionalText,
  letterhead: Letterhead,
  contact: string,
): Promise<RenderedMessage> {
  if (html !== undefined && html.trim() !== "") return { subject, html, text: text ?? textOfHtml(html) };
  const said = text ?? "";
  const frame = letterFrame(letterhead, { preheader: "", closing: contact, hasAddress: true });
  const styles = mailStyles(frame.colors);
  const paragraphs = said
    .replace(/\r\n?/g, "\n")
    .trim()
    .split(/\n{2,}/);
  const body = paragraphs.map((paragraph, key) => typedParagraph(key, paragraph, styles.text));
  return { subject, html: await render(mailLayout(frame, body)), text: said };
}
