import type { OutgoingEmail } from "@packpost/providers/email";
import type { WorkerContext } from "../context.ts";
import { formatReplyAddress } from "../reply-address/format-reply-address.ts";
import { TRANSACTIONAL_STREAM } from "../send-protocol/message-streams.ts";
import type { ClaimedDelivery } from "./claim-delivery.ts";

/** Our id stands for attempt and recipient alike: one look-up finds the mail whichever call it left with. */
export function toOutgoingEmail(ctx: WorkerContext, delivery: ClaimedDelivery): OutgoingEmail {
  if (delivery.channel !== "email") throw new Error("a text is no mail");
  const { name, email, inboundAddress } = delivery.from_mailbox;
  const replyTo =
    inboundAddress === undefined
      ? delivery.from_mailbox.replyTo
      : formatReplyAddress(inboundAddress, ctx.mailTokens.of(delivery.id));
  const isIndividual = delivery.purpose === "individual";
  return {
    attemptId: delivery.id,
    recipientId: delivery.id,
    from: { name, email },
    to: delivery.address,
    ...(replyTo !== null && { replyTo }),
    ...delivery.threading,
    subject: delivery.subject,
    html: delivery.html,
    text: delivery.text,
    stream: TRANSACTIONAL_STREAM,
    tag: delivery.purpose,
    // What a person wrote to a person may be answered by whatever answers for them.
    ...(!isIndividual && { automated: "single" as const }),
    // V5, P4: the thread, or the connection notes, show that it was opened.
    trackOpens: isIndividual || delivery.purpose === "unread_notice",
    trackLinks: false,
  };
}
