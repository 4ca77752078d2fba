import { Button } from "@react-email/button";
import { render } from "@react-email/render";
import { createElement as h } from "react";
import { letterFrame, typedLines, typedParagraph } from "../../content/compile/letter.ts";
import { mailLayout } from "../../content/compile/mail-layout.ts";
import { mailStyles } from "../../content/compile/mail-styles.ts";
import type { RenderedMessage } from "../../content/template/render-message.ts";
import type { Letterhead } from "../../content/template/template.ts";
import { type Language, localeOf } from "../../messages/languages.ts";

/** A message as a mail shows it. */
export interface ShownMessage {
  readonly author: string;
  readonly at: Date;
  readonly body: string;
}

/** A mail that shows messages of a conversation and leads to it; all its words are in one language. */
export interface MessagesMail {
  readonly letterhead: Letterhead;
  readonly language: Language;
  /** In which the times are told. */
  readonly zone: string;
  readonly subject: string;
  /** Stands on top: what is above it in an answer is the answer. */
  readonly marker?: string;
  /** What comes before the messages. */
  readonly before?: string;
  readonly messages: readonly ShownMessage[];
  readonly button: { readonly words: string; readonly url: string };
  /** What comes after the button. */
  readonly after: string;
  /** At the very end: why one gets it. */
  readonly closing: string;
}

/**
 * Writes such a mail, as HTML and as plain text. Nothing is quoted, and what people wrote is shown as text, line by line.
 */
export async function renderMessagesMail(mail: MessagesMail): Promise<RenderedMessage> {
  const { letterhead, button, after, closing } = mail;
  const time = new Intl.DateTimeFormat(localeOf(mail.language), {
    ...{ dateStyle: "medium", timeStyle: "short", timeZone: mail.zone },
  });
  const preheader = mail.messages.at(-1)?.body.replace(/\s+/g, " ").slice(0, 120) ?? "";
  const frame = letterFrame(letterhead, { preheader, closing, language: mail.language });
  const styles = mailStyles(frame.colors);
  const paragraph = (key: string, text: string, style: object = styles.text) =>
    typedParagraph(key, text, style);
  const marker = mail.marker === undefined ? [] : [markerLine(mail.marker)];
  const before = mail.before === undefined ? [] : [mail.before];
  const body = [
    ...marker.map((line) => paragraph("marker", line, { ...styles.footer, textAlign: "left" })),
    ...before.map((line) => paragraph("before", line)),
    ...mail.messages.flatMap(({ author, at, body: said }, index) => [
      h(
        "p",
        { key: `by${index}`, dir: "auto", style: byline },
        h("strong", null, author),
        ` · ${time.format(at)}`,
      ),
      h(
        "div",
        { key: `said${index}`, dir: "auto", className: "quote", style: styles.quote },
        ...typedLines(said),
      ),
    ]),
    h(
      "div",
      { key: "button", style: styles.buttonRow },
      h(Button, { href: button.url, className: "button", style: styles.button }, button.words),
    ),
    paragraph("after", after),
  ];
  const messages = mail.messages.map(
    ({ author, at, body: said }) => `${author} · ${time.format(at)}\n${said}`,
  );
  return {
    subject: mail.subject,
    html: await render(mailLayout(frame, body)),
    text: `${[...marker, ...before, ...messages, `${button.words}:\n${button.url}`, after].join("\n\n")}\n\n-- \n${letterhead.name}\n${closing}\n`,
  };
}

const byline = { margin: "0 0 4px", fontSize: 14, lineHeight: "20px" };

/** Dashes on both sides, so that it is seen as what it is. */
function markerLine(marker: string): string {
  return `— ${marker} —`;
}
