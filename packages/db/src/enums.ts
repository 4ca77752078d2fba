/** The closed lists that tables, verbs and pages share, each in one place. No imports: pages load them too. */

/** What becomes of a question whether a campaign may be sent (C7). */
export const sendRequestStates = ["waiting", "approved", "declined", "withdrawn", "void"] as const;
export type SendRequestState = (typeof sendRequestStates)[number];

/** Why an approval would not hold any more: it is to be asked for anew. */
export const voidReasons = ["edited", "audience_changed", "time_passed", "asker_left", "asked_anew"] as const;
export type VoidReason = (typeof voidReasons)[number];

/** Languages that our own words to customers exist in. */
export const languageCodes = ["en", "es", "fr", "de"] as const;
export type Language = (typeof languageCodes)[number];

/** What is sent to many; what it says and who receives it is its kind's. */
export const broadcastKinds = ["campaign", "alert"] as const;
export type BroadcastKind = (typeof broadcastKinds)[number];

export const broadcastStatuses = ["draft", "scheduled", "sending", "paused", "sent", "cancelled"] as const;
export type BroadcastStatus = (typeof broadcastStatuses)[number];

/** Who gets a copy when sending begins (C3). */
export const copyReceivers = ["sender", "organisation", "nobody"] as const;
export type CopyReceiver = (typeof copyReceivers)[number];

/** The statuses of a recipient (C9), as the database derives them. */
export const recipientStatuses = [
  "waiting",
  "claimed",
  "sent",
  "delivered",
  "opened",
  "clicked",
  "bounced",
  "unsubscribed",
  "spam_complaint",
  "dropped",
  "failed",
  "undelivered",
  "skipped",
  "cancelled",
  "unconfirmed",
] as const;
export type RecipientStatus = (typeof recipientStatuses)[number];

/** Whom an alert is for (A2): those with an appointment until midnight, in the next days, tomorrow, or between two times. */
export const alertRangeKinds = ["rest_of_today", "next_days", "tomorrow", "custom"] as const;
export type AlertRangeKind = (typeof alertRangeKinds)[number];

/** Why the provider refused a mail before sending it (C9); `inactive` until it is known why. */
export const dropReasons = [
  "invalid_address",
  "earlier_bounce",
  "earlier_complaint",
  "unsubscribed",
  "blocked_by_hand",
  "inactive",
  "other",
] as const;
export type DropReason = (typeof dropReasons)[number];

/** What a bounce says of the sender or the text, where it does (C9). */
export const bounceKinds = ["blocked", "policy", "spam_content"] as const;
export type BounceKind = (typeof bounceKinds)[number];

/** What a suppression is of: mail looks at addresses and domains, a text at numbers. */
export const suppressionKinds = ["address", "domain", "number"] as const;
export type SuppressionKind = (typeof suppressionKinds)[number];

/** By which way it keeps from writing to somebody. */
export const suppressionChannels = ["email", "sms"] as const;
export type SuppressionChannel = (typeof suppressionChannels)[number];

/** Why an address or domain is not written to (C14). */
export const suppressionReasons = ["hard_bounce", "complaint", "by_hand"] as const;
export type SuppressionReason = (typeof suppressionReasons)[number];

/** How a database is told to have been put back from a backup (O4): another database or cluster, a recovery or failover, a count behind the mark kept outside, or its operator says so. */
export const holdCauses = ["another_database", "another_timeline", "went_back", "by_hand"] as const;
export type HoldCause = (typeof holdCauses)[number];

/** By which way a provider carries messages, and the providers that there are for it. */
export const providerChannels = ["email", "sms"] as const;
export type ProviderChannel = (typeof providerChannels)[number];
export const providerNames = ["postmark", "twilio"] as const;
export type ProviderName = (typeof providerNames)[number];

/** What asking the provider came to, of a key that somebody wants to use (O2). */
export const keyTestOutcomes = [
  "saved",
  "wrong_key",
  "not_permitted",
  /** A server or account for trying out: nothing of it arrives. */
  "not_live",
  /** Another organisation of this installation uses the account. */
  "in_use",
  "unavailable",
] as const;
export type KeyTestOutcome = (typeof keyTestOutcomes)[number];

/** What telling a provider where to report came to (O2). */
export const registrationOutcomes = ["registered", "not_reachable", "refused", "unavailable"] as const;
export type RegistrationOutcome = (typeof registrationOutcomes)[number];

/**
 * Why one person is written to outside a broadcast: a look at a draft (C6), a copy of what is sent (C3), a notice to staff, a message
 * as a text (V8), that messages are unread (V5), that a family visited today wrote (V7), the code of a sign-in (P6), a test of texting (A15), by mail what a text did not bring (A13),
 * a mail that staff wrote to them (P12), what other systems of the business send through us (P10), and links for staff: to join, and to a
 * new password (O1).
 */
export const deliveryPurposes = [
  "preview",
  "copy",
  "notice",
  "conversation_text",
  "unread_notice",
  "visit_notice",
  "hours_line",
  "sign_in",
  "text_test",
  "inbound_test",
  "alert_mail",
  "individual",
  "work_order",
  "e_signature",
  "card_processing",
  "invitation",
  "password_reset",
] as const;
export type DeliveryPurpose = (typeof deliveryPurposes)[number];

/** What was made of two records, or of one (P11). */
export const mergeKinds = ["customers", "families", "split"] as const;
export type MergeKind = (typeof mergeKinds)[number];

/** What a notice is about (C7, C17). */
export const noticeSubjects = ["pause", "unconfirmed", "approval"] as const;
export type NoticeSubject = (typeof noticeSubjects)[number];

/** What stands in a thread (V1): what people say, notes among staff, what happened, and what has no effect on anybody's unread. */
export const entryKinds = [
  "message",
  "note",
  "event",
  "alert",
  "keyword",
  "auto_reply",
  "reaction",
  "hours",
] as const;
export type EntryKind = (typeof entryKinds)[number];

/** By which way an entry came. */
export const entryWays = ["app", "portal", "text", "email", "system"] as const;
export type EntryWay = (typeof entryWays)[number];

/** What says whose a mail is (V9): the address it was sent to, an id of ours it refers to, or its sender's address alone. */
export const mailProofs = ["token", "reference", "address"] as const;
export type MailProof = (typeof mailProofs)[number];

/** What becomes of a staff message for one customer (V5). */
export const noticeOutcomes = ["read", "mailed", "texted", "no_address", "blocked", "unsubscribed"] as const;
export type NoticeOutcome = (typeof noticeOutcomes)[number];

/** What becomes of a mail that came in (V9): it stands in a thread, or staff have to say where it belongs, or put it away. */
export const inboundMailStates = ["waiting", "placed", "unplaced", "dismissed"] as const;
export type InboundMailState = (typeof inboundMailStates)[number];

/** Why a mail has no place by itself. */
export const unplacedReasons = ["unknown_sender", "several_families", "automatic", "test"] as const;
export type UnplacedReason = (typeof unplacedReasons)[number];

/** What becomes of a message that is sent later (V15): it waits for its time, or for a person, or is done with. */
export const scheduledStates = ["scheduled", "held", "posted", "cancelled"] as const;
export type ScheduledState = (typeof scheduledStates)[number];

/** Why a message was not posted at its time, and waits for a person (V15). */
export const holdReasons = [
  "customer_wrote",
  "colleague_replied",
  "visit_cancelled",
  "visit_moved",
  "late",
  "author_left",
  "no_access",
  "reaches_nobody",
  "cannot_text",
  "quiet_hours",
] as const;
export type HoldReason = (typeof holdReasons)[number];

export const draftKinds = ["reply", "note"] as const;
export type DraftKind = (typeof draftKinds)[number];

/** Whether a carrier takes texts of an organisation's number (10DLC, toll-free). */
export const registrationStates = ["unknown", "pending", "registered", "not_needed", "refused"] as const;
export type RegistrationState = (typeof registrationStates)[number];

/** What mail can reach of a customer (P1), the worst first. */
export const emailStates = ["no_address", "blocked", "unsubscribed", "subscribed"] as const;
export type EmailState = (typeof emailStates)[number];

/** Whether texts can reach them, the worst first. */
export const textStates = ["no_number", "blocked", "unsubscribed", "on"] as const;
export type TextState = (typeof textStates)[number];

/** Whether a number takes texts (A14): a delivered text proves it, the carrier or staff say that it does not. */
export const numberStates = ["unknown", "textable", "not_textable", "invalid"] as const;
export type NumberState = (typeof numberStates)[number];

/** Who told that a number is not to be texted any more (A12): a keyword, a refusal of the provider, staff who read it in a message. */
export const optOutSources = ["keyword", "provider", "staff"] as const;
export type OptOutSource = (typeof optOutSources)[number];

/** What becomes of a customer's application for a pass. */
export const applicationStatuses = ["pending", "approved", "denied", "inactive"] as const;
export type ApplicationStatus = (typeof applicationStatuses)[number];

export const petStatuses = ["active", "inactive"] as const;
export type PetStatus = (typeof petStatuses)[number];

/** Of a pet, for a pass. */
export const registrationStatuses = ["active", "inactive"] as const;
export type RegistrationStatus = (typeof registrationStatuses)[number];

/** What counts as contact (P7). */
export const transactionKinds = ["purchase", "visit", "payment"] as const;
export type TransactionKind = (typeof transactionKinds)[number];

/** What a key of another system may (P10). */
export const apiScopes = [
  "customers:read",
  "customers:write",
  "mail:send",
  "outcomes:read",
  "webhooks",
] as const;
export type ApiScope = (typeof apiScopes)[number];

/** Why an endpoint of outgoing webhooks is told nothing any more (P10): staff said so, it failed for days, it answered that it is gone. */
export const webhookDisabledReasons = ["by_hand", "failing", "gone"] as const;
export type WebhookDisabledReason = (typeof webhookDisabledReasons)[number];

/** What an outgoing webhook brings. */
export const webhookMessageKinds = ["outcomes", "test"] as const;
export type WebhookMessageKind = (typeof webhookMessageKinds)[number];
/** What a file of customers can hold, or a call of the API upsert (P9, P10). */
export const importNouns = [
  "customer",
  "family",
  "pet",
  "application",
  "registration",
  "appointment",
  "transaction",
] as const;
export type ImportNoun = (typeof importNouns)[number];

/** What becomes of a file (P9). */
export const importStates = [
  "draft",
  "looking",
  "looked",
  "running",
  "done",
  "undoing",
  "undone",
  "failed",
  "discarded",
] as const;
export type ImportState = (typeof importStates)[number];

/** What becomes of one of its rows (T56). */
export const importOutcomes = ["created", "changed", "unchanged", "refused"] as const;
export type ImportOutcome = (typeof importOutcomes)[number];
