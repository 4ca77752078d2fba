import { Button } from "@react-email/button";
import { render } from "@react-email/render";
import { createElement as h } from "react";
import { letterFrame } from "../content/compile/letter.ts";
import { mailLayout } from "../content/compile/mail-layout.ts";
import { mailStyles } from "../content/compile/mail-styles.ts";
import type { RenderedMessage } from "../content/template/render-message.ts";
import type { Letterhead } from "../content/template/template.ts";

/** A mail to somebody of the team whose button is a key of theirs. */
export interface LinkMail {
  readonly subject: string;
  /** What an inbox shows beside the subject. */
  readonly preheader: string;
  readonly before: readonly string[];
  readonly button: { readonly words: string; readonly url: string };
  readonly after: readonly string[];
  /** Why one gets it. */
  readonly closing: string;
}

/** The mail on the organisation's letterhead, in the language of the staff's screens. */
export async function renderLinkMail(letterhead: Letterhead, mail: LinkMail): Promise<RenderedMessage> {
  const { subject, preheader, before, button, after, closing } = mail;
  const frame = letterFrame(letterhead, { preheader, closing, language: "en" });
  const styles = mailStyles(frame.colors);
  const paragraph = (text: string) => h("p", { key: text, dir: "auto", style: styles.text }, text);
  // Not rewritten for click tracking: nobody else is to hold the key.
  const link = { href: button.url, className: "button", style: styles.button, "data-pm-no-track": "" };
  const body = [
    ...before.map(paragraph),
    h("div", { key: "button", style: styles.buttonRow }, h(Button, link, button.words)),
    ...after.map(paragraph),
  ];
  return {
    subject,
    html: await render(mailLayout(frame, body)),
    text: `${[...before, `${button.words}:\n${button.url}`, ...after].join("\n\n")}\n\n-- \n${letterhead.name}\n${closing}\n`,
  };
}
