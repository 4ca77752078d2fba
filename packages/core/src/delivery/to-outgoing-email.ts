import type { DeliveryPurpose } from "@packpost/db/enums";
import type { OutgoingEmail } from "@packpost/providers/email";
import type { WorkerContext } from "../context.ts";
import { formatReplyAddress } from "../reply-address/format-reply-address.ts";
import { TRANSACTIONAL_STREAM } from "../send-protocol/message-streams.ts";
import type { ClaimedDelivery } from "./claim-delivery.ts";

/** In the thread (V5), and among the customer's connection notes (P4). */
const opensAreShown: ReadonlySet<DeliveryPurpose> = new Set([
  "unread_notice",
  "individual",
  "work_order",
  "e_signature",
  "card_processing",
]);

/** Our id stands for attempt and recipient alike: one look-up finds the mail whichever call it left with. */
export function toOutgoingEmail(ctx: WorkerContext, delivery: ClaimedDelivery): OutgoingEmail {
  if (delivery.channel !== "email") throw new Error("a text is no mail");
  const { name, email, inboundAddress } = delivery.from_mailbox;
  const replyTo =
    inboundAddress === undefined
      ? delivery.from_mailbox.replyTo
      : formatReplyAddress(inboundAddress, ctx.mailTokens.of(delivery.id));
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
    ...(delivery.purpose !== "individual" && { automated: "single" as const }),
    trackOpens: opensAreShown.has(delivery.purpose),
    trackLinks: false,
  };
}
