import type { DeliveryPurpose } from "@packpost/db/enums";
import type { OutgoingEmail } from "@packpost/providers/email";
import { TRANSACTIONAL_STREAM } from "../send-protocol/message-streams.ts";
import type { ClaimedDelivery } from "./claim-delivery.ts";

/** In the thread (V5), and among the customer's connection notes (P4). */
const opensAreShown: ReadonlySet<DeliveryPurpose> = new Set([
  "unread_notice",
  "work_order",
  "e_signature",
  "card_processing",
]);

/** Our id stands for attempt and recipient alike: one look-up finds the mail whichever call it left with. */
export function toOutgoingEmail(delivery: ClaimedDelivery): OutgoingEmail {
  if (delivery.channel !== "email") throw new Error("a text is no mail");
  const { name, email, replyTo } = delivery.from_mailbox;
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
    automated: "single",
    trackOpens: opensAreShown.has(delivery.purpose),
    trackLinks: false,
  };
}
