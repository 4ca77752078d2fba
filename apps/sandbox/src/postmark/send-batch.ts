import type { Sandbox } from "../sandbox.ts";
import type { Server } from "../servers/server.ts";
import { accept } from "./accept.ts";
import { invalidJson, type PostmarkError, refusal, tooManyMessages } from "./errors.ts";
import { batchSchema } from "./message.ts";

const MAX_MESSAGES = 500;

/**
 * POST `/email/batch`: up to 500 messages, each with its own ErrorCode under HTTP 200.
 * https://postmarkapp.com/developer/api/email-api#send-batch-emails
 */
export function sendBatch(
  sandbox: Sandbox,
  server: Server,
  raw: Buffer,
  body: unknown,
): { ok: unknown } | PostmarkError {
  if (body === undefined) return invalidJson;
  if (Array.isArray(body) && body.length > MAX_MESSAGES) return tooManyMessages;
  const parsed = batchSchema.safeParse(body);
  if (!parsed.success) return refusal(403, `Incompatible JSON: ${parsed.error.issues[0]?.message ?? ""}`);
  const messages = parsed.data.map((message, place) => ({ message, place }));
  return { ok: accept(sandbox, server, raw, messages) };
}
