import { hasEffects } from "../events/occurrence.ts";
import { parseJson } from "../http/read-body.ts";
import { EVENT_KINDS } from "../outcomes/plan-events.ts";
import type { Call, Result } from "./call.ts";
import { type Drafted, draftMessage } from "./draft-message.ts";
import { invalidJson, type PostmarkError, refusal, tooManyMessages } from "./errors.ts";
import { deliverInbound } from "./inbound/deliver-inbound.ts";
import { batchSchema, type Message, messageSchema } from "./message.ts";

const MAX_MESSAGES = 500;
/** Kinds that the timer must see even when nobody listens. */
const EFFECTIVE: ReadonlySet<string> = new Set(EVENT_KINDS.filter(hasEffects));

/** POST `/email`: one message; a refusal is HTTP 422. */
export function sendOne(call: Call): Result {
  const body = parseJson(call.raw);
  if (body === undefined) return invalidJson;
  const parsed = messageSchema.safeParse(body);
  if (!parsed.success) return refusal(403, `Incompatible JSON: ${parsed.error.issues[0]?.message ?? ""}`);
  const [answer] = accept(call, [{ message: parsed.data, place: -1 }]);
  return answer && answer.ErrorCode !== 0 ? refusal(answer.ErrorCode, answer.Message) : { ok: answer };
}

/**
 * POST `/email/batch`: up to 500 messages, each with its own ErrorCode under HTTP 200.
 * https://postmarkapp.com/developer/api/email-api#send-batch-emails
 */
export function sendBatch(call: Call): Result {
  const body = parseJson(call.raw);
  if (body === undefined) return invalidJson;
  if (Array.isArray(body) && body.length > MAX_MESSAGES) return tooManyMessages;
  const parsed = batchSchema.safeParse(body);
  if (!parsed.success) return refusal(403, `Incompatible JSON: ${parsed.error.issues[0]?.message ?? ""}`);
  return {
    ok: accept(
      call,
      parsed.data.map((message, place) => ({ message, place })),
    ),
  };
}

/** Checks each message and writes the good ones with their lives; what is answered "OK" is on disk. */
function accept({ sandbox, server, raw }: Call, messages: readonly { message: Message; place: number }[]) {
  const at = Date.now();
  const SubmittedAt = new Date(at).toISOString();
  const decided: (Drafted | PostmarkError)[] = messages.map(({ message, place }) =>
    draftMessage(sandbox, server, message, place),
  );
  const drafts = decided.flatMap((each) => ("draft" in each ? [each.draft] : []));
  const { speed } = sandbox.faults.knobs(server.token);
  const isHeard = server.webhookUrl !== undefined;
  let seq = sandbox.ledger.append({ channel: "email", token: server.token, at }, raw, drafts, {
    speed,
    needsTimer: (kind) => isHeard || EFFECTIVE.has(kind),
  });
  return decided.map((each, at) => {
    if (!("draft" in each)) return { ErrorCode: each.ErrorCode, Message: each.Message };
    const sent = messages[at]?.message;
    if (sent !== undefined) deliverInbound(sandbox, sent);
    const { Cc, Bcc } = messages[at]?.message ?? {};
    return {
      To: each.draft.content.to,
      ...(Cc && { Cc }),
      ...(Bcc && { Bcc }),
      SubmittedAt,
      MessageID: sandbox.ledger.ids.of(seq++),
      ErrorCode: 0,
      Message: each.answer,
    };
  });
}
