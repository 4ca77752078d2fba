import * as z from "zod";
import { defaultRetryAfterMs, outcomeOfUnanswered } from "../call-outcome.ts";
import type { SendOptions, SendOutcome, SendResult } from "../send-outcome.ts";
import type { OutgoingText } from "../sms.ts";
import { callTwilio, type TwilioSettings } from "./call.ts";
import { explainTwilioError } from "./errors.ts";
import { statusCallbackUrl } from "./status-callback.ts";

/** A longer body is refused with 21617, more pictures with 21623. @source twilio.com/docs/messaging/api/message-resource */
export const twilioLimits = { maxCharacters: 1_600, maxMedia: 10 };

const createdSchema = z.object({
  sid: z.string().regex(/^(SM|MM)[0-9a-f]{32}$/i),
  dateCreated: z.date().catch(() => new Date()),
});

/** Hand one text to Twilio (`POST …/Messages.json`), never after the deadline. */
export async function sendText(
  settings: TwilioSettings,
  text: OutgoingText,
  { deadline, signal }: SendOptions,
): Promise<SendOutcome> {
  const { recipientId } = text;
  const call = await callTwilio(settings, { deadline, signal }, (client) =>
    client.messages.create({
      from: text.from,
      to: text.to,
      ...(text.body !== "" && { body: text.body }),
      ...(text.mediaUrls?.length && { mediaUrl: [...text.mediaUrls] }),
      statusCallback: statusCallbackUrl(text.statusCallbackUrl, text),
    }),
  );
  switch (call.kind) {
    case "answered": {
      const created = createdSchema.safeParse(call.body);
      // An answer that we cannot read means accepted, probably: only asking tells.
      if (!created.success)
        return {
          outcome: "unavailable",
          ambiguous: true,
          providerMessage: "The provider's answer could not be read",
        };
      const { sid, dateCreated } = created.data;
      return one({ status: "accepted", recipientId, providerMessageId: sid, at: dateCreated });
    }
    case "refused":
      return refused(recipientId, call.code, call.providerMessage);
    default:
      return outcomeOfUnanswered(call);
  }
}

/** A refusal, for good: of this number, of the account, or of the pace. Nothing was accepted. */
function refused(recipientId: string, code: number, said: string): SendOutcome {
  const { trouble, providerMessage } = explainTwilioError(code, said);
  switch (trouble) {
    case "account":
      return { outcome: "account_problem", code, providerMessage };
    case "pace":
      return { outcome: "throttled", retryAfterMs: defaultRetryAfterMs, providerMessage };
    case "opted_out":
      return one({ status: "rejected", recipientId, kind: "inactive_recipient", code, providerMessage });
    case "invalid":
      return one({ status: "rejected", recipientId, kind: "invalid_address", code, providerMessage });
    case "not_textable":
      return one({ status: "rejected", recipientId, kind: "unsuitable_address", code, providerMessage });
    case "recipient":
      return one({ status: "rejected", recipientId, kind: "other", code, providerMessage });
  }
}

const one = (result: SendResult): SendOutcome => ({ outcome: "results", results: [result] });
