import { type MessageKind, messageKinds } from "@packpost/core/customer/mail/connections";

/** The three parts of the Emails tab (article 004), in their order. */
export const emailViews = ["sent", "links", "notes"] as const;
export type EmailView = (typeof emailViews)[number];

/** No validation library: the page would carry it. */
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Which part is open and which mail is selected, from what stands in the URL. Nonsense counts as nothing. */
export function placeIn({ view, mail }: { view: string | null; mail: string | null }) {
  return {
    view: emailViews.find((known) => known === view) ?? "sent",
    mail: mail !== null && uuid.test(mail) ? mail : null,
  };
}

/** What is open as it was sent: "delivery-019a…". */
export function messageIn(text: string | null): { kind: MessageKind; id: string } | null {
  const [, word, id = ""] = /^(recipient|delivery|entry)-(.+)$/.exec(text ?? "") ?? [];
  const kind = messageKinds.find((known) => known === word);
  return kind === undefined || !uuid.test(id) ? null : { kind, id };
}

/** What the lists ask for; page and browser must agree. */
export function mailsInputOf(customerId: string) {
  return { customerId, pageSize: 25 };
}

export function clicksInputOf(customerId: string, recipientId: string | null) {
  return { customerId, recipientId, pageSize: 25 };
}
