import { Organisation } from "@packpost/db/entities/organisation.entity";
import type { NoticeSubject } from "@packpost/db/enums";
import type { EntityManager } from "@packpost/db/orm";
import { Button } from "@react-email/button";
import { render } from "@react-email/render";
import { createElement as h } from "react";
import { writeAudit } from "../audit.ts";
import { findCampaign } from "../campaign/find-campaign.ts";
import { letterheadOf } from "../campaign/letterhead-of.ts";
import { customerWords } from "../content/compile/customer-words.ts";
import { mailColors } from "../content/compile/mail-colors.ts";
import { mailLanguage } from "../content/compile/mail-language.ts";
import { mailLayout } from "../content/compile/mail-layout.ts";
import { mailStyles } from "../content/compile/mail-styles.ts";
import type { RenderedMessage } from "../content/template/render-message.ts";
import type { Letterhead } from "../content/template/template.ts";
import type { Context } from "../context.ts";
import { addressesOfStaff } from "../staff/addresses-of-staff.ts";
import { queueDeliveries } from "./queue-deliveries.ts";

/** What a notice says, beside the button to the campaign's page. */
export interface NoticeText {
  readonly subject: string;
  /** What an inbox shows beside the subject. */
  readonly preheader: string;
  readonly paragraphs: readonly string[];
}

/**
 * Queues, in the running transaction, a notice to a campaign's author and, if that is another person, to whoever sent or
 * scheduled it: only they may act on it. Where both have left it goes to the organisation's own address.
 * @param notice.write what it says, from the campaign's name on one line
 */
export async function queueNotice(
  em: EntityManager,
  ctx: Context,
  notice: {
    readonly campaignId: string;
    readonly about: NoticeSubject;
    readonly write: (name: string) => NoticeText;
  },
): Promise<void> {
  const { organisationId } = ctx;
  const { campaignId, about } = notice;
  const campaign = await findCampaign(em, ctx, campaignId);
  const organisation = await em.findOneOrFail(Organisation, { id: organisationId });
  const staff = await addressesOfStaff(em, ctx, [campaign.author.id, campaign.broadcast.sentBy?.id]);
  const text = notice.write(campaign.name.replace(/\s+/g, " ").trim());
  const deliveryIds = await queueDeliveries(em, ctx, {
    purpose: "notice",
    about,
    campaignId,
    requestedBy: null,
    to: staff.length > 0 ? staff : [organisation.supportEmail ?? organisation.senderEmail],
    organisation,
    message: await renderNotice(text, letterheadOf(organisation), `${ctx.appUrl}/campaigns/${campaignId}`),
  });
  writeAudit(em, ctx, {
    action: about === "pause" ? "campaign.notice_queued" : "campaign.unconfirmed_reported",
    subjectKind: "campaign",
    subjectId: campaignId,
    detail: { to: staff.length > 0 ? "author" : "organisation", people: deliveryIds.length },
  });
}

/** The notice with a button to the campaign's page, in the language of the staff's screens. */
async function renderNotice(
  { subject, preheader, paragraphs }: NoticeText,
  letterhead: Letterhead,
  page: string,
): Promise<RenderedMessage> {
  const closing = "You get this because you wrote or sent this campaign.";
  const colors = mailColors(letterhead.brandColor);
  const styles = mailStyles(colors);
  const frame = {
    organisationName: letterhead.name,
    addressLines: [],
    logoUrl: letterhead.logoUrl ?? undefined,
    preheader,
    language: mailLanguage("en"),
    words: customerWords("en"),
    banner: undefined,
    closing,
    colors,
  };
  const button = h(Button, { href: page, className: "button", style: styles.button }, "Look at the campaign");
  const body = [
    ...paragraphs.map((text, key) => h("p", { key, dir: "auto", style: styles.text }, text)),
    h("div", { key: "page", style: styles.buttonRow }, button),
  ];
  return {
    subject,
    html: await render(mailLayout(frame, body)),
    text: `${[...paragraphs, `Look at the campaign:\n${page}`].join("\n\n")}\n\n-- \n${letterhead.name}\n${closing}\n`,
  };
}
