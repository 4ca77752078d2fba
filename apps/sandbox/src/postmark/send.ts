import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { answerWrongly } from "../faults/answer-wrongly.ts";
import { decideFault } from "../faults/decide-fault.ts";
import { misbehave } from "../faults/misbehave.ts";
import { answerError, answerJson } from "../http/answer.ts";
import { parseJson, readRequest } from "../http/read-body.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Server } from "../servers/server.ts";
import { type PostmarkError, tooLarge } from "./errors.ts";
import { sendBatch } from "./send-batch.ts";
import { sendOne } from "./send-one.ts";

const MB = 1024 * 1024;

/** POST `/email` and `/email/batch`, with whatever the fault knobs do to them. */
export async function send(
  sandbox: Sandbox,
  server: Server,
  kind: "one" | "batch",
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const raw = await readRequest(request, kind === "one" ? 10 * MB : 50 * MB);
  const fault = decideFault(sandbox.faults, server.token, "send");
  const knobs = sandbox.faults.knobs(server.token);
  if (fault.delayMs > 0) await sleep(fault.delayMs);
  if (fault.before) return misbehave(response, fault.before, knobs);
  const answer = raw ? run(sandbox, server, kind, raw) : tooLarge;
  if (fault.after) return misbehave(response, fault.after, knobs);
  if ("status" in answer) answerError(response, answer);
  else answerJson(response, 200, fault.answer ? answerWrongly(answer.ok, fault.answer) : answer.ok);
}

function run(
  sandbox: Sandbox,
  server: Server,
  kind: "one" | "batch",
  raw: Buffer,
): { ok: unknown } | PostmarkError {
  const body = parseJson(raw);
  return kind === "one" ? sendOne(sandbox, server, raw, body) : sendBatch(sandbox, server, raw, body);
}
