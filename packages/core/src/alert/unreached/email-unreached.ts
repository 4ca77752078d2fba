import { Organisation } from "@packpost/db/entities/organisation.entity";
import { inOrganisation } from "@packpost/db/orm";
import { render } from "@react-email/render";
import { sql } from "kysely";
import { requireProofForMany } from "../../access/require-fresh-proof.ts";
import { requirePermission, staffIdOf } from "../../access/require-permission.ts";
import { letterheadOf } from "../../campaign/letterhead-of.ts";
import { letterFrame, typedParagraph } from "../../content/compile/letter.ts";
import { mailLayout } from "../../content/compile/mail-layout.ts";
import { mailStyles } from "../../content/compile/mail-styles.ts";
import type { RenderedMessage } from "../../content/template/render-message.ts";
import type { Letterhead } from "../../content/template/template.ts";
import type { Context } from "../../context.ts";
import { queueDeliveries } from "../../delivery/queue-deliveries.ts";
import { chooseLanguage, type Language } from "../../messages/languages.ts";
import { translatorOf } from "../../messages/translator-of.ts";
import { auditBroadcast } from "../../send-protocol/audit-broadcast.ts";
import { findAlert } from "../get-alert.ts";
import type { AlertIdInput } from "../schemas.ts";
import { mailOfUnreached } from "./mail-of-unreached.ts";

/** What became of "the same as email" (A13). */
export interface EmailedUnreached {
  /** Mails on their way now. */
  mailed: number;
  /** Who has had it as mail already. */
  before: number;
  /** Who has no address, or wants no mail, or whose mailbox takes none. */
  noMail: number;
}

/**
 * Sends those whom an alert has not reached the same as a mail, each once however often it is pressed (A13): one mail a person, by the send
 * protocol of single messages. Who wants no mail gets none.
 * @throws {PackpostError} forbidden, not_found; step_up_required where they are many
 */
export async function emailUnreached({
  ctx,
  input,
}: {
  ctx: Context;
  input: AlertIdInput;
}): Promise<EmailedUnreached> {
  requirePermission(ctx, "alert.manage");
  const requestedBy = staffIdOf(ctx);
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const alert = await findAlert(em, ctx, input.alertId);
    const organisation = await em.findOneOrFail(Organisation, { id: ctx.organisationId });
    const messages = new Map<Language, RenderedMessage>();
    const people = await mailOfUnreached(em, ctx, input.alertId, { held: true });
    const told = { mailed: 0, before: 0, noMail: 0 };
    requireProofForMany(ctx, people.filter(({ mailed, noMail }) => !mailed && noMail === null).length);
    for (const { customerId, email, language: own, mailed, noMail } of people) {
      if (mailed) told.before += 1;
      else if (email === null || noMail !== null) told.noMail += 1;
      else {
        const language = chooseLanguage(own, organisation.mailLanguage);
        const message =
          messages.get(language) ??
          (await renderAlertMail(alert.body, letterheadOf(organisation, ctx), language));
        messages.set(language, message);
        const [deliveryId] = await queueDeliveries(em, ctx, {
          ...{ purpose: "alert_mail", campaignId: null, requestedBy, to: [email], customerId },
          ...{ organisation, message },
        });
        await sql`
          update alert_recipient set email_delivery_id = ${deliveryId ?? null}
          where organisation_id = ${ctx.organisationId} and alert_id = ${input.alertId} and customer_id = ${customerId}`.execute(
          em.getKysely(),
        );
        told.mailed += 1;
      }
    }
    auditBroadcast(em, ctx, { id: alert.id, kind: "alert" }, "unreached_mailed", { ...told });
    return told;
  });
}

/** The text as a mail, in the organisation's letterhead; only why one gets it is in the reader's own language. */
async function renderAlertMail(
  body: string,
  letterhead: Letterhead,
  language: Language,
): Promise<RenderedMessage> {
  const closing = translatorOf(language)("conversationMail.appointment", { organisation: letterhead.name });
  const frame = letterFrame(letterhead, {
    ...{ preheader: body.slice(0, 120), closing, closingLanguage: language, hasAddress: true },
  });
  const styles = mailStyles(frame.colors);
  const paragraphs = body.split(/\n{2,}/).map((text, key) => typedParagraph(key, text, styles.text));
  return {
    subject: letterhead.name,
    html: await render(mailLayout(frame, paragraphs)),
    text: `${body}\n\n-- \n${letterhead.name}\n${closing}\n`,
  };
}
