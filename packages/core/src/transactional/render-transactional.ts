import { render } from "@react-email/render";
import { createElement as h, type ReactNode } from "react";
import { customerWords } from "../content/compile/customer-words.ts";
import { mailColors } from "../content/compile/mail-colors.ts";
import { mailLanguage } from "../content/compile/mail-language.ts";
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
  const { language } = letterhead;
  const colors = mailColors(letterhead.brandColor);
  const styles = mailStyles(colors);
  const frame = {
    organisationName: letterhead.name,
    addressLines: letterhead.postalAddress.split("\n").filter((line) => line.trim() !== ""),
    logoUrl: letterhead.logoUrl ?? undefined,
    preheader: "",
    language: mailLanguage(language),
    words: customerWords(language ?? "en"),
    banner: undefined,
    closing: contact,
    colors,
  };
  const paragraphs = said
    .replace(/\r\n?/g, "\n")
    .trim()
    .split(/\n{2,}/);
  const body = paragraphs.map((paragraph, key) =>
    h("p", { key, dir: "auto", style: styles.text }, ...lines(paragraph)),
  );
  return { subject, html: await render(mailLayout(frame, body)), text: said };
}

function lines(paragraph: string): ReactNode[] {
  return paragraph
    .split("\n")
    .flatMap((line, index) => (index === 0 ? [line] : [h("br", { key: `break${index}` }), line]));
}
