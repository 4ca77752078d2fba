import { Button } from "@react-email/button";
import { render } from "@react-email/render";
import { createElement as h } from "react";
import { mailColors } from "../content/mail-colors.ts";
import { mailLanguage } from "../content/mail-language.ts";
import { mailLayout } from "../content/mail-layout.ts";
import { mailStyles } from "../content/mail-styles.ts";
import type { RenderedMessage } from "../content/render-message.ts";
import type { Letterhead } from "../content/template.ts";

/**
 * Stands in a notice for the public address of Packpost, which only the worker knows: whatever pauses a campaign may be
 * a provider's event in the web.
 */
export const APP_URL_MARK = "https://packpost.invalid";

/**
 * The mail that says that a campaign has paused by itself, why, and what one can do (C7, C17).
 * @param notice.reason the first line says what happened, the rest what one can do
 */
export async function writePauseNotice(notice: {
  readonly campaign: { readonly id: string; readonly name: string };
  readonly letterhead: Letterhead;
  readonly reason: string;
}): Promise<RenderedMessage> {
  const { campaign, letterhead, reason } = notice;
  const [happened = "", ...advice] = reason.split("\n");
  const name = campaign.name.replace(/\s+/g, " ").trim();
  const page = `${APP_URL_MARK}/campaigns/${campaign.id}`;
  const paragraphs = [
    `“${name}” has paused by itself.`,
    happened,
    ...advice,
    "Nobody else is written to until somebody lets it go on, on its page.",
  ];
  const closing = "You get this because you wrote or sent this campaign.";
  const colors = mailColors(letterhead.brandColor);
  const styles = mailStyles(colors);
  const frame = {
    organisationName: letterhead.name,
    addressLines: [],
    logoUrl: letterhead.logoUrl ?? undefined,
    preheader: happened,
    language: mailLanguage("en"),
    banner: undefined,
    closing,
    colors,
  };
  const body = [
    ...paragraphs.map((text, key) => h("p", { key, dir: "auto", style: styles.text }, text)),
    h(
      "div",
      { key: "page", style: styles.buttonRow },
      h(Button, { href: page, className: "button", style: styles.button }, "Look at the campaign"),
    ),
  ];
  return {
    subject: `“${name}” has paused`,
    html: await render(mailLayout(frame, body)),
    text: `${[...paragraphs, `Look at the campaign:\n${page}`].join("\n\n")}\n\n-- \n${letterhead.name}\n${closing}\n`,
  };
}
