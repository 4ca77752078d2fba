/** Whose fault one mail's error is: `account` pauses the campaign, `retry` passes by itself, the rest fail the row. */
export type MailErrorClass = "invalid_address" | "inactive_recipient" | "other" | "account" | "retry";

// postmarkapp.com/developer/api/overview#error-codes: token, signature, JSON, credits, approval, account state.
const accountCodes = new Set([10, 400, 401, 402, 403, 405, 409, 410, 411, 412, 413]);

/**
 * Class of the error that Postmark gives one mail of a batch (the batch itself answers 200).
 * 300 covers several things, told apart by its words: a bad `From` or `ReplyTo` is the campaign's and must not
 * fail a million rows one by one; a bad `To` is the recipient's.
 * @param code Postmark's ErrorCode
 * @param words Postmark's Message
 */
export function classifyMailError(code: number, words: string): MailErrorClass {
  if (code === 406) return "inactive_recipient";
  if (code === 300) {
    if (/'(From|ReplyTo|Reply-To|Bcc|Cc)'/i.test(words)) return "account";
    return /'To'|address|mailbox|recipient/i.test(words) ? "invalid_address" : "other";
  }
  if (code === 100 || code === 429) return "retry";
  // 1221–1240: the message stream is unknown, archived or of the wrong type.
  if (accountCodes.has(code) || (code >= 1221 && code <= 1240)) return "account";
  return "other";
}
