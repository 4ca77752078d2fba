import type { Row } from "../insert-rows.ts";
import { idFrom, type Random } from "../random.ts";

/** From where they come. */
const mailbox = { name: "Riverside Dog Parks", email: "hello@riverside.example", replyTo: null };

/** What other systems of the business and the team have sent to one customer, so that the Emails tab of article 004 shows each kind. */
const mails = [
  [
    "work_order",
    3,
    40,
    "Work order 2291: Biscuit’s bath and trim",
    "Your work order 2291 is booked. Please be there ten minutes early.",
  ],
  [
    "e_signature",
    9,
    12,
    "Please sign: grooming agreement",
    "Your grooming agreement waits for your signature.",
  ],
  [
    "card_processing",
    9,
    3,
    "Receipt for your payment of $64.00",
    "Thank you. We have charged $64.00 to the card that ends in 4242.",
  ],
  [
    "individual",
    21,
    75,
    "Pepper’s new tag",
    "Hi Maria, Pepper’s tag has come. It waits for you at the gate. Dana",
  ],
  ["work_order", 52, null, "Work order 2107: nails and ears", "Your work order 2107 is booked."],
] as const;

/**
 * Single mails to a customer in the past weeks; the oldest came back, since the mailbox was full.
 * @param scope.customers whoever is called Maria Okafor gets them
 */
export function singleMailRows(scope: {
  readonly organisationId: string;
  readonly random: Random;
  readonly now: Date;
  readonly customers: readonly Row[];
}): Row[] {
  const { organisationId, random, now, customers } = scope;
  const maria = customers.find((row) => row.first_name === "Maria" && row.last_name === "Okafor");
  if (maria === undefined) return [];
  return mails.map(([purpose, daysAgo, openedAfterMinutes, subject, text]) => {
    const sentAt = new Date(now.getTime() - daysAgo * 86_400_000 - 3 * 3_600_000);
    const after = (minutes: number) => new Date(sentAt.getTime() + minutes * 60_000);
    const arrived = openedAfterMinutes !== null;
    return {
      organisation_id: organisationId,
      id: idFrom(sentAt, random),
      ...{ channel: "email", purpose, request_id: idFrom(sentAt, random), customer_id: maria.id ?? null },
      ...{ address: "maria.okafor@mail.example", from_mailbox: mailbox, subject, text },
      html: `<html><head></head><body><p>${text}</p></body></html>`,
      ...{ created_at: sentAt, asked_at: sentAt, calls: 1, claimed_at: sentAt, sent_at: after(0.1) },
      provider_message_id: idFrom(sentAt, random),
      delivered_at: arrived ? after(0.4) : null,
      opened_at: arrived ? after(openedAfterMinutes) : null,
      soft_bounced_at: arrived ? null : after(2),
      provider_message: arrived ? "smtp;250 2.0.0 OK, queued for delivery" : "smtp;452 4.2.2 Mailbox full",
    };
  });
}
