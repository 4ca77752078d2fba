import { Organisation } from "@packpost/db/entities/organisation.entity";
import type { BroadcastKind, NoticeSubject } from "@packpost/db/enums";
import type { EntityManager } from "@packpost/db/orm";
import { Button } from "@react-email/button";
import { render } from "@react-email/render";
import { createElement as h } from "react";
import { letterheadOf } from "../../campaign/letterhead-of.ts";
import { letterFrame } from "../../content/compile/letter.ts";
import { mailLayout } from "../../content/compile/mail-layout.ts";
import { mailStyles } from "../../content/compile/mail-styles.ts";
import type { RenderedMessage } from "../../content/template/render-message.ts";
import type { Letterhead } from "../../content/template/template.ts";
import type { Context } from "../../context.ts";
import { auditBroadcast } from "../../send-protocol/audit-broadcast.ts";
import { addressesOfStaff } from "../../staff/addresses-of-staff.ts";
import { queueDeliveries } from "../queue-deliveries.ts";

/** What a notice says, beside the button to its broadcast's page. */
export interface NoticeText {
  readonly subject: string;
  /** What an inbox shows beside the subject. */
  readonly preheader: string;
  readonly paragraphs: readonly string[];
}

/** The broadcast that a notice is about, and whom that concerns. */
export interface NoticeOf {
  readonly id: string;
  readonly kind: BroadcastKind;
  /** Staff who are told; where all of them have left, the organisation's own address is. */
  readonly staffIds: readonly (string | null | undefined)[];
  /** Its page: the path, and what its button says. */
  readonly path: string;
  readonly look: string;
  /** Why one gets it. */
  readonly closing: string;
}

/** Queues, in the running transaction, a notice about a broadcast to staff whom it concerns: only they may act on it. */
export async function queueNotice(
  em: EntityManager,
  ctx: Context,
  notice: { readonly of: NoticeOf; readonly about: "pause" | "unconfirmed"; readonly text: NoticeText },
): Promise<void> {
  const { of, about } = notice;
  const staff = await addressesOfStaff(em, ctx, of.staffIds);
  const people = await queueStaffMail(em, ctx, { ...notice, orOrganisation: true });
  auditBroadcast(em, ctx, of, about === "pause" ? "notice_queued" : "unconfirmed_reported", {
    to: staff.length > 0 ? "author" : "organisation",
    people,
  });
}

/**
 * Queues one mail to each of the staff.
 * @param mail.orOrganisation where all of them have left, the organisation's own address gets it
 * @returns how many were queued
 */
export async function queueStaffMail(
  em: EntityManager,
  ctx: Context,
  mail: {
    readonly of: NoticeOf;
    readonly about: NoticeSubject;
    readonly text: NoticeText;
    readonly orOrganisation: boolean;
  },
): Promise<number> {
  const { of, about, text } = mail;
  const organisation = await em.findOneOrFail(Organisation, { id: ctx.organisationId });
  const staff = await addressesOfStaff(em, ctx, of.staffIds);
  const others = mail.orOrganisation ? [organisation.supportEmail ?? organisation.senderEmail] : [];
  const deliveryIds = await queueDeliveries(em, ctx, {
    purpose: "notice",
    about,
    ...(of.kind === "alert" ? { campaignId: null, alertId: of.id } : { campaignId: of.id }),
    requestedBy: null,
    to: staff.length > 0 ? staff : others,
    organisation,
    message: await renderNotice(text, letterheadOf(organisation, ctx), {
      ...of,
      page: `${ctx.appUrl}${of.path}`,
    }),
  });
  return deliveryIds.length;
}

/** The notice with a button to the page, in the language of the staff's screens. */
async function renderNotice(
  { subject, preheader, paragraphs }: NoticeText,
  letterhead: Letterhead,
  { page, look, closing }: Pick<NoticeOf, "look" | "closing"> & { readonly page: string },
): Promise<RenderedMessage> {
  const frame = letterFrame(letterhead, { preheader, closing, language: "en" });
  const styles = mailStyles(frame.colors);
  const button = h(Button, { href: page, className: "button", style: styles.button }, look);
  const body = [
    ...paragraphs.map((text, key) => h("p", { key, dir: "auto", style: styles.text }, text)),
    h("div", { key: "page", style: styles.buttonRow }, button),
  ];
  return {
    subject,
    html: await render(mailLayout(frame, body)),
    text: `${[...paragraphs, `${look}:\n${page}`].join("\n\n")}\n\n-- \n${letterhead.name}\n${closing}\n`,
  };
}
