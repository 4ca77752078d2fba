import { Button } from "@react-email/button";
import { render } from "@react-email/render";
import { createElement as h } from "react";
import { letterFrame } from "../content/compile/letter.ts";
import { mailLayout } from "../content/compile/mail-layout.ts";
import { mailStyles } from "../content/compile/mail-styles.ts";
import type { RenderedMessage } from "../content/template/render-message.ts";
import type { Letterhead } from "../content/template/template.ts";
import { fillWords } from "./fill-words.ts";
import { CODE_MINUTES } from "./sign-in-code.ts";
import { portalWords } from "./words/portal-words.ts";

/** The mail with a code and its link, in the organisation's language. The code stands in no subject: those are kept. */
export async function renderCodeMail({
  letterhead,
  digits,
  link,
}: {
  letterhead: Letterhead;
  digits: string;
  link: string;
}): Promise<RenderedMessage> {
  const { mail: words, language } = portalWords(letterhead.language);
  const code = `${digits.slice(0, 3)} ${digits.slice(3)}`;
  const fill = (sentence: string) =>
    fillWords(sentence, { organisation: letterhead.name, code, minutes: String(CODE_MINUTES) });
  const closing = fill(words.closing);
  const frame = letterFrame(letterhead, { preheader: fill(words.preheader), closing, language });
  const styles = mailStyles(frame.colors);
  const paragraphs = { lead: fill(words.lead), browser: fill(words.browser), unasked: fill(words.unasked) };
  const text = (key: keyof typeof paragraphs) =>
    h("p", { key, dir: "auto", style: styles.text }, paragraphs[key]);
  const digitsStyle = { ...styles.text, fontSize: 32, lineHeight: "40px", fontWeight: 700, letterSpacing: 4 };
  // Not rewritten for click tracking: nobody else is to hold the key.
  const button = { href: link, className: "button", style: styles.button, "data-pm-no-track": "" };
  const body = [
    text("lead"),
    h("p", { key: "code", style: digitsStyle }, code),
    h("div", { key: "button", style: styles.buttonRow }, h(Button, button, words.button)),
    text("browser"),
    text("unasked"),
  ];
  return {
    subject: fill(words.subject),
    html: await render(mailLayout(frame, body)),
    text: `${paragraphs.lead}\n\n${code}\n\n${words.button}:\n${link}\n\n${paragraphs.browser}\n\n${paragraphs.unasked}\n\n-- \n${letterhead.name}\n${closing}\n`,
  };
}
