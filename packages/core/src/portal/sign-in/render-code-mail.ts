import { Button } from "@react-email/button";
import { render } from "@react-email/render";
import { createElement as h } from "react";
import { letterFrame } from "../../content/compile/letter.ts";
import { mailLayout } from "../../content/compile/mail-layout.ts";
import { mailStyles } from "../../content/compile/mail-styles.ts";
import type { RenderedMessage } from "../../content/template/render-message.ts";
import type { Letterhead } from "../../content/template/template.ts";
import type { Language } from "../../messages/languages.ts";
import { translatorOf } from "../../messages/translator-of.ts";
import { CODE_MINUTES } from "./sign-in-code.ts";

/** The mail with a code and its link. The code stands in no subject: those are kept. */
export async function renderCodeMail({
  letterhead,
  language,
  digits,
  link,
}: {
  letterhead: Letterhead;
  language: Language;
  digits: string;
  link: string;
}): Promise<RenderedMessage> {
  const t = translatorOf(language);
  const code = `${digits.slice(0, 3)} ${digits.slice(3)}`;
  const minutes = CODE_MINUTES;
  const closing = t("codeMail.closing");
  const frame = letterFrame(letterhead, {
    preheader: t("codeMail.preheader", { code, minutes }),
    closing,
    language,
  });
  const styles = mailStyles(frame.colors);
  const paragraphs = {
    lead: t("codeMail.lead", { organisation: letterhead.name, minutes }),
    browser: t("codeMail.browser"),
    unasked: t("codeMail.unasked"),
  };
  const text = (key: keyof typeof paragraphs) =>
    h("p", { key, dir: "auto", style: styles.text }, paragraphs[key]);
  const digitsStyle = { ...styles.text, fontSize: 32, lineHeight: "40px", fontWeight: 700, letterSpacing: 4 };
  // Not rewritten for click tracking: nobody else is to hold the key.
  const button = { href: link, className: "button", style: styles.button, "data-pm-no-track": "" };
  const body = [
    text("lead"),
    h("p", { key: "code", style: digitsStyle }, code),
    h("div", { key: "button", style: styles.buttonRow }, h(Button, button, t("codeMail.button"))),
    text("browser"),
    text("unasked"),
  ];
  return {
    subject: t("codeMail.subject", { organisation: letterhead.name }),
    html: await render(mailLayout(frame, body)),
    text: `${paragraphs.lead}\n\n${code}\n\n${t("codeMail.button")}:\n${link}\n\n${paragraphs.browser}\n\n${paragraphs.unasked}\n\n-- \n${letterhead.name}\n${closing}\n`,
  };
}
