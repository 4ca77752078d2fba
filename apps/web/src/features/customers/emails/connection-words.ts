import type { ConnectionType } from "@packpost/core/customer/mail/connections";

/** What a note is of, in the front desk's words (article 004). */
export const connectionWords: Record<ConnectionType, { word: string; meaning: string }> = {
  campaign: { word: "Marketing campaign", meaning: "Sent to everybody who holds a pass." },
  work_order: { word: "Work order", meaning: "Sent by another system of your business, about a work order." },
  e_signature: { word: "E-signature", meaning: "Sent by another system of your business, to be signed." },
  card_processing: {
    word: "Card processing",
    meaning: "Sent by another system of your business, about a payment.",
  },
  individual: { word: "Individual email", meaning: "Written to this customer alone by your team." },
  conversation_notice: {
    word: "Conversation notice",
    meaning: "Tells by mail what they had not read of a conversation.",
  },
  alert: { word: "Alert", meaning: "A text to everybody with a visit, or the same by mail." },
  text: { word: "Text", meaning: "A text message of a conversation." },
  account: { word: "Sign-in", meaning: "The code with which they sign in to their own pages." },
  automatic: { word: "Automatic", meaning: "Packpost sent it by itself, such as outside opening hours." },
  reply: { word: "Email", meaning: "A mail that they wrote." },
};
