import { newWire, outcomeOfUnanswered } from "../call-outcome.ts";
import type { OutgoingEmail } from "../email.ts";
import type { SendOptions, SendOutcome } from "../send-outcome.ts";
import { batchBody } from "./batch-body.ts";
import { callPostmark, type PostmarkSettings } from "./call.ts";
import { readResults } from "./read-results.ts";

/** Postmark's limits of one `/email/batch`: 500 mails, 50 MB; we stay a little below the bytes. */
export const postmarkLimits = { maxMailsPerBatch: 500, maxBytesPerBatch: 45_000_000 };

/**
 * Hand a batch to Postmark (`POST /email/batch`), never after the deadline.
 * @param mails 1 to 500 mails of one attempt
 * @throws RangeError when the batch is empty or too long: the caller's mistake, nothing was sent
 */
export async function sendBatch(
  settings: PostmarkSettings,
  mails: readonly OutgoingEmail[],
  options: SendOptions,
): Promise<SendOutcome> {
  if (mails.length === 0 || mails.length > postmarkLimits.maxMailsPerBatch) {
    throw new RangeError(`A batch has 1 to ${postmarkLimits.maxMailsPerBatch} mails, not ${mails.length}`);
  }
  const body = batchBody(mails);
  const wire = newWire();
  const call = await callPostmark(
    settings,
    { deadline: options.deadline, signal: options.signal, body: body.bytes, wire },
    (client) => client.sendEmailBatch([]),
  );
  if (call.kind === "answered" && wire.whole) body.release();
  switch (call.kind) {
    case "answered":
      return readResults(mails, call.body);
    case "refused":
      return { outcome: "account_problem", code: call.code, providerMessage: call.providerMessage };
    default:
      return outcomeOfUnanswered(call);
  }
}
