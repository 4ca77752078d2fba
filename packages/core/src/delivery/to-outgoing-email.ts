import type { OutgoingEmail } from "@packpost/providers/email";
import { TRANSACTIONAL_STREAM } from "../send-protocol/message-streams.ts";
import type { ClaimedDelivery } from "./claim-delivery.ts";

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
    // V5: the thread shows that it was opened.
    trackOpens: delivery.purpose === "unread_notice",
    trackLinks: false,
  };
}
