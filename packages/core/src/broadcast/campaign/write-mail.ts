import { frozenTemplateSchema } from "../../campaign/frozen-template.ts";
import { mergeValuesOf } from "../../campaign/merge-values.ts";
import { formatMailId } from "../../content/mail-id.ts";
import { mergeMessage } from "../../content/template/render-message.ts";
import type { WorkerContext } from "../../context.ts";
import type { Renderer } from "../../send-protocol/broadcast-kind.ts";
import { BULK_STREAM } from "../../send-protocol/message-streams.ts";

/** A campaign's mails: its template, frozen when it was sent, with each person's merge values. */
export function campaignRenderer(ctx: WorkerContext, frozen: unknown): Renderer {
  const template = frozenTemplateSchema.parse(frozen);
  const { compiled, constants, replyTo, sender } = template;
  return {
    characters: JSON.stringify([compiled.html, compiled.text]).length,
    write(attemptId, recipient) {
      const urls = ctx.unsubscribeUrls(recipient.id);
      const merged = mergeMessage(compiled, mergeValuesOf(recipient.values, constants), {
        unsubscribeUrl: urls.page,
      });
      return {
        ...merged,
        attemptId,
        recipientId: recipient.id,
        from: { name: sender.name, email: sender.email },
        to: recipient.email,
        // An answer names its recipient by it (V9).
        messageId: formatMailId(recipient.id, sender.email),
        ...(replyTo !== null && { replyTo }),
        stream: BULK_STREAM,
        tag: "campaign",
        unsubscribeUrl: urls.oneClick,
        automated: "mass",
        trackOpens: true,
        trackLinks: true,
      };
    },
  };
}
