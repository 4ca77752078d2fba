import { Button } from "@react-email/button";
import { render } from "@react-email/render";
import { createElement as h } from "react";
import { customerWords } from "../content/compile/customer-words.ts";
import { mailColors } from "../content/compile/mail-colors.ts";
import { mailLanguage } from "../content/compile/mail-language.ts";
import { mailLayout } from "../content/compile/mail-layout.ts";
import { mailStyles } from "../content/compile/mail-styles.ts";
import type { RenderedMessage } from "../content/template/render-message.ts";
import type { Letterhead } from "../content/template/template.ts";

/**
 * A mail to staff about a campaign, with a button to its page.
 * @param notice.campaignUrl that page's public address
 * @param notice.preheader what an inbox shows beside the subject
 */
export async function writeNotice(notice: {
  readonly campaignUrl: string;
  readonly letterhead: Letterhead;
  readonly subject: string;
  readonly preheader: string;
  readonly paragraphs: readonly string[];
}): Promise<RenderedMessage> {
  const { letterhead, paragraphs, preheader, campaignUrl: page } = notice;
  const closing = "You get this because you wrote or sent this campaign.";
  const colors = mailColors(letterhead.brandColor);
  const styles = mailStyles(colors);
  const frame = {
    organisationName: letterhead.name,
    addressLines: [],
    logoUrl: letterhead.logoUrl ?? undefined,
    preheader,
    // Like every screen of the staff.
    language: mailLanguage("en"),
    words: customerWords("en"),
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
    subject: notice.subject,
    html: await render(mailLayout(frame, body)),
    text: `${[...paragraphs, `Look at the campaign:\n${page}`].join("\n\n")}\n\n-- \n${letterhead.name}\n${closing}\n`,
  };
}
