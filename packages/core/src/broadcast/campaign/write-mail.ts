import { frozenTemplateSchema } from "../../campaign/frozen-template.ts";
import { mergeValuesOf } from "../../campaign/merge-values.ts";
import { formatMailId } from "../../content/mail-id.ts";
import { mergeMessage } from "../../content/template/render-message.ts";
import type { WorkerContext } from "../../context.ts";
import { formatReplyAddress } from "../../reply-address/format-reply-address.ts";
import type { Renderer } from "../../send-protocol/broadcast-kind.ts";
import { BULK_STREAM } from "../../send-protocol/message-streams.ts";

/** A campaign's mails: its template, frozen when it was sent, with each person's merge values. */
export function campaignRenderer(ctx: WorkerContext, broadcastId: string, frozen: unknown): Renderer {
  const template = frozenTemplateSchema.parse(frozen);
  const { compiled, constants, inboundAddress, sender } = template;
  const replyToOf = (recipientId: string) =>
    inboundAddress === null
      ? template.replyTo
      : formatReplyAddress(inboundAddress, ctx.mailTokens.of(recipientId));
  return {
    characters: JSON.stringify([compiled.html, compiled.text]).length,
    write(attemptId, recipient) {
      const replyTo = replyToOf(recipient.id);
      const urls = ctx.unsubscribeUrls(recipient.id);
      const merged = mergeMessage(compiled, mergeValuesOf(recipient.values, constants), {
        unsubscribeUrl: urls.page,
      });
      return {
        ...merged,
        attemptId,
        recipientId: recipient.id,
        broadcastId,
        from: { name: sender.name, email: sender.email },
        to: recipient.email,
        // Where a program answers another address than the one asked for, it names its recipient by this (V9).
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
