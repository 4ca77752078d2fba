import { Organisation } from "@packpost/db/entities/organisation.entity";
import type { EntityManager } from "@packpost/db/orm";
import { letterheadOf } from "../campaign/letterhead-of.ts";
import { formatMailId } from "../content/mail-id.ts";
import type { WorkerContext } from "../context.ts";
import { portalAddress } from "../conversation/notices/portal-address.ts";
import { renderMessagesMail } from "../conversation/notices/render-messages-mail.ts";
import { languageOfCustomer } from "../customer/language/language-of-customer.ts";
import { queueDeliveries } from "../delivery/queue-deliveries.ts";
import { translatorOf } from "../messages/translator-of.ts";
import { keepReplyAddress } from "../reply-address/keep-reply-address.ts";

/** A line outside opening hours, and the mail that it answers. */
export interface ClosedMail {
  readonly entryId: string;
  readonly body: string;
  readonly threadId: string;
  readonly customerId: string;
  readonly to: string;
  readonly subject: string;
  /** Its Message-ID. */
  readonly answers: string | null;
}

/** Queues, in the running transaction, the mail that tells whoever wrote one outside opening hours when somebody will look (V16). */
export async function mailClosed(em: EntityManager, ctx: WorkerContext, mail: ClosedMail): Promise<void> {
  const organisation = await em.findOneOrFail(Organisation, { id: ctx.organisationId });
  const { name, zone, senderEmail, inboundAddress } = organisation;
  const language = await languageOfCustomer(em, ctx, mail.customerId);
  const t = translatorOf(language);
  const replyTo = inboundAddress ? await keepReplyAddress(em, ctx, { ...mail, inboundAddress }) : null;
  await queueDeliveries(em, ctx, {
    ...{ purpose: "hours_line", campaignId: null, requestedBy: null },
    to: [mail.to],
    customerId: mail.customerId,
    entryId: mail.entryId,
    organisation: { ...organisation, ...(replyTo !== null && { supportEmail: replyTo }) },
    threading: {
      messageId: formatMailId(`${mail.entryId}.${mail.customerId}`, senderEmail),
      references: mail.answers === null ? [] : [mail.answers],
    },
    message: await renderMessagesMail({
      letterhead: letterheadOf(organisation, ctx),
      ...{ language, zone },
      messages: [{ author: name, at: new Date(), body: mail.body }],
      subject: answerSubject(mail.subject, name),
      button: { words: t("conversationMail.open"), url: portalAddress(ctx, organisation) },
      ...(replyTo !== null && { marker: t("conversationMail.marker") }),
      after: t(replyTo === null ? "conversationMail.answerThere" : "conversationMail.answer"),
      closing: t("conversationMail.written", { organisation: name }),
    }),
  });
}

/** "Re: …", once, whatever their program has put before it already. */
function answerSubject(subject: string, organisation: string): string {
  const bare = subject
    .replace(/[\r\n]+/g, " ")
    .replace(/^(?:\s*(?:re|aw|sv|rv|tr|fwd?|wg)\s*:)+/i, "")
    .trim();
  return `Re: ${bare === "" ? organisation : bare}`.slice(0, 200);
}
