import type { Sandbox } from "../sandbox.ts";
import type { Server } from "../servers/server.ts";
import { accept } from "./accept.ts";
import { invalidJson, type PostmarkError, refusal, unknownStream } from "./errors.ts";
import { messageSchema } from "./message.ts";

/** POST `/email`: one message; a refusal is HTTP 422. */
export function sendOne(
  sandbox: Sandbox,
  server: Server,
  raw: Buffer,
  body: unknown,
): { ok: unknown } | PostmarkError {
  if (body === undefined) return invalidJson;
  const parsed = messageSchema.safeParse(body);
  if (!parsed.success) return refusal(403, `Incompatible JSON: ${parsed.error.issues[0]?.message ?? ""}`);
  const [answer] = accept(sandbox, server, raw, [{ message: parsed.data, place: -1 }]);
  if (!answer) return unknownStream;
  return answer.ErrorCode === 0 ? { ok: answer } : refusal(answer.ErrorCode, answer.Message);
}
