import type { Draft } from "../ledger/message.ts";
import type { Outcome } from "../outcomes/outcome.ts";
import type { Call, Result } from "./call.ts";
import { countParts } from "./count-parts.ts";
import { refusal, type TwilioError } from "./errors.ts";
import { showOutbound } from "./show-message.ts";
import { steeredOutcome, steeredRefusal } from "./steering-numbers.ts";
import type { Text } from "./text.ts";

const MAX_CHARACTERS = 1_600;
const MAX_MEDIA = 10;

/** E.164; numbers of North America have ten digits after +1. */
export const isNumber = (text: string) => /^\+(1[2-9]\d{9}|[2-9]\d{6,14})$/.test(text);

/**
 * POST `…/Messages.json`: checks a text in Twilio's words, writes it with its life, answers 201.
 * @source twilio.com/docs/messaging/api/message-resource#create-a-message-resource
 */
export function createMessage(call: Call): Result {
  const { sandbox, server, form } = call;
  const field = (name: string) => form.get(name)?.trim() ?? "";
  const [from, to, body] = [field("From"), field("To"), field("Body")];
  const mediaUrls = form.getAll("MediaUrl");
  const callback = form.get("StatusCallback") || undefined;
  const fault = check(call, { from, to, body, mediaUrls, callback });
  if (fault) return fault;
  const at = Date.now();
  const knobs = sandbox.faults.knobs(server.token);
  const text: Text = { body, mediaUrls, parts: countParts(body) };
  const startsInMs = sandbox.queue.join(
    { token: server.token, number: from, parts: text.parts },
    { partsPerSecond: knobs.textPartsPerSecond * knobs.speed, mostParts: knobs.textQueueParts },
    at,
  );
  if (startsInMs === undefined)
    return refusal(
      21611,
      `The 'From' number ${from} has exceeded the maximum number of queued messages`,
      429,
    );
  const draft: Draft = {
    outcome: textOutcome(call, to),
    startsInMs,
    content: {
      ...{ place: -1, to, who: to, from, subject: body, stream: from },
      // A text has no metadata: what its sender wants to know again travels in the address for reports.
      meta: callback === undefined ? {} : Object.fromEntries(new URL(callback).searchParams),
      ...(callback !== undefined && { callback }),
    },
  };
  const raw = Buffer.from(JSON.stringify(text));
  const seq = sandbox.ledger.append({ channel: "sms", token: server.token, at }, raw, [draft], {
    speed: knobs.speed,
    needsTimer: () => callback !== undefined,
  });
  return { ok: showOutbound(sandbox, server, sandbox.ledger.row(seq)), status: 201 };
}

interface Asked {
  from: string;
  to: string;
  body: string;
  mediaUrls: string[];
  callback: string | undefined;
}

function check({ sandbox, server }: Call, asked: Asked): TwilioError | undefined {
  const { from, to, body, mediaUrls, callback } = asked;
  if (to === "") return refusal(21604, "A 'To' phone number is required.");
  if (!isNumber(to)) return refusal(21211, `The 'To' number ${to} is not a valid phone number.`);
  if (from === "") return refusal(21603, "A 'From' phone number is required.");
  if (!isNumber(from)) return refusal(21212, `The 'From' number ${from} is not a valid phone number.`);
  const steered = steeredRefusal(from, to);
  if (steered) return steered;
  if (server.numbers.length > 0 && !server.numbers.includes(from))
    return refusal(21659, `'From' ${from} is not a Twilio phone number or Short Code country mismatch`);
  if (from === to) return refusal(21266, "'To' and 'From' number cannot be the same");
  if (body === "" && mediaUrls.length === 0) return refusal(21602, "Message body is required.");
  if ([...body].length > MAX_CHARACTERS)
    return refusal(21617, "The concatenated message body exceeds the 1600 character limit");
  if (mediaUrls.length > MAX_MEDIA) return refusal(21623, "Number of media files exceeds allowed limit");
  if (!mediaUrls.every(isWebAddress)) return refusal(21620, "Invalid media URL(s)");
  if (callback !== undefined && !isWebAddress(callback))
    return refusal(21609, `The StatusCallback URL ${callback} is not a valid URL.`);
  if (sandbox.suppressions.find(server.token, from, to))
    return refusal(21610, "Attempt to send to unsubscribed recipient");
  return undefined;
}

const isWebAddress = (text: string) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

function textOutcome({ sandbox, server }: Call, to: string): Outcome {
  return sandbox.faults.outcomes(server.token).get(to) ?? steeredOutcome(to);
}
