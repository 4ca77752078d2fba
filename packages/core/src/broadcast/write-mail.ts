import type { OutgoingEmail } from "@packpost/providers/email";
import type { FrozenTemplate } from "../campaign/frozen-template.ts";
import { mergeValuesOf } from "../campaign/merge-values.ts";
import { mergeMessage } from "../content/template/render-message.ts";
import type { WorkerContext } from "../context.ts";
import { BULK_STREAM } from "../send-protocol/message-streams.ts";
import type { ClaimedRecipient } from "./claim-batch.ts";

/** One claimed recipient's mail, as it will be sent. Pure: the same template and values give the same bytes. */
export function writeMail(
  ctx: WorkerContext,
  template: FrozenTemplate,
  attemptId: string,
  recipient: ClaimedRecipient,
): OutgoingEmail {
  const urls = ctx.unsubscribeUrls(recipient.id);
  const merged = mergeMessage(template.compiled, mergeValuesOf(recipient.values, template.constants), {
    unsubscribeUrl: urls.page,
  });
  return {
    ...merged,
    attemptId,
    recipientId: recipient.id,
    from: { name: template.sender.name, email: template.sender.email },
    to: recipient.email,
    ...(template.replyTo !== null && { replyTo: template.replyTo }),
    stream: BULK_STREAM,
    tag: "campaign",
    unsubscribeUrl: urls.oneClick,
    automated: "mass",
    trackOpens: true,
    trackLinks: true,
  };
}
