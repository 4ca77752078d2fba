/** Task queues by what may hold up what: workflow tasks, mass mail, deliveries, who is told of messages, and everything slow or rare. */
export const WORKFLOWS = "workflows";
export const EMAIL_BROADCAST = "email-broadcast";
export const EMAIL_TRANSACTIONAL = "email-transactional";
/** Texts of conversations: never behind anything else. */
export const SMS_CONVERSATION = "sms-conversation";
/** Mass texts, of which each waits for its slot. */
export const SMS_ALERT = "sms-alert";
export const CONVERSATION = "conversation";
/** Calls to other systems of businesses: one that hangs holds up no other work. */
export const WEBHOOK_OUT = "webhook-out";
export const BULK = "bulk";
