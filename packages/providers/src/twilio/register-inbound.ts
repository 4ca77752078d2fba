import * as z from "zod";
import { startCallDeadline } from "../call-deadline.ts";
import type { RegisterOutcome, TextWebhook } from "../provider-account.ts";
import { callTwilio, type TwilioSettings } from "./call.ts";

const numbersSchema = z.array(
  z.object({
    ...{ sid: z.string(), phoneNumber: z.string() },
    ...{ smsUrl: z.string().nullish(), smsMethod: z.string().nullish() },
    smsApplicationSid: z.string().nullish(),
  }),
);

/**
 * Has a number's texts handed over to us (IncomingPhoneNumbers, SmsUrl). Twice is once.
 * @source twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
 */
export async function registerInbound(
  settings: TwilioSettings,
  { number, url }: TextWebhook,
): Promise<RegisterOutcome> {
  const limits = { deadline: startCallDeadline(20_000), signal: undefined };
  const listed = await callTwilio(settings, limits, (client) =>
    client.incomingPhoneNumbers.list({ phoneNumber: number, limit: 20 }),
  );
  if (listed.kind !== "answered") return unanswered(listed);
  const numbers = numbersSchema.safeParse(listed.body);
  if (!numbers.success)
    return { outcome: "unavailable", providerMessage: "The provider's answer could not be read" };
  const ours = numbers.data.find(({ phoneNumber }) => phoneNumber === number);
  if (ours === undefined)
    return { outcome: "refused", providerMessage: `${number} is not a number of this account` };
  if (ours.smsUrl === url && ours.smsMethod === "POST" && !ours.smsApplicationSid)
    return { outcome: "registered" };
  const changed = await callTwilio(settings, limits, (client) =>
    // An application would win over the address.
    client.incomingPhoneNumbers(ours.sid).update({ smsUrl: url, smsMethod: "POST", smsApplicationSid: "" }),
  );
  return changed.kind === "answered" ? { outcome: "registered" } : unanswered(changed);
}

function unanswered(
  call: Exclude<Awaited<ReturnType<typeof callTwilio>>, { kind: "answered" }>,
): RegisterOutcome {
  const providerMessage = call.kind === "too_late" ? "No answer in time" : call.providerMessage;
  return { outcome: call.kind === "refused" ? "refused" : "unavailable", providerMessage };
}
