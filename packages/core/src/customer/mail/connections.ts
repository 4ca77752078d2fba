import type { DeliveryPurpose } from "@packpost/db/enums";

/** What a connection note is of (P4), each with its own word on screen. Browser-safe. */
export const connectionTypes = [
  "campaign",
  "work_order",
  "e_signature",
  "card_processing",
  "individual",
  "conversation_notice",
  "alert",
  "text",
  "account",
  "automatic",
  "reply",
] as const;
export type ConnectionType = (typeof connectionTypes)[number];

/** Shown in blue: what other systems of the business have their customers sign or pay (article 004). */
export const blueConnections: ReadonlySet<ConnectionType> = new Set(["e_signature", "card_processing"]);

/** Where a note's message stands: its row and its body are found there. */
export const messageKinds = ["recipient", "delivery", "entry"] as const;
export type MessageKind = (typeof messageKinds)[number];

const ofPurpose: Partial<Record<DeliveryPurpose, ConnectionType>> = {
  individual: "individual",
  work_order: "work_order",
  e_signature: "e_signature",
  card_processing: "card_processing",
  unread_notice: "conversation_notice",
  alert_mail: "alert",
  conversation_text: "text",
  hours_line: "automatic",
  sign_in: "account",
};

/** What a delivery is, on screen. */
export function connectionOf(purpose: DeliveryPurpose): ConnectionType {
  return ofPurpose[purpose] ?? "automatic";
}
