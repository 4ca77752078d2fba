import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { answerError } from "../http/answer.ts";
import type { Misbehaviour } from "./decide-fault.ts";
import type { Knobs } from "./knobs.ts";

/** Answers a request wrongly: with an error, by cutting the connection, or not at all until `hangMs` are over. */
export async function misbehave(response: ServerResponse, how: Misbehaviour, knobs: Knobs): Promise<void> {
  if (how.do === "refuse") {
    if (how.error.status === 429) response.setHeader("retry-after", String(knobs.retryAfterSeconds));
    answerError(response, how.error);
    return;
  }
  if (how.do === "hang") await sleep(knobs.hangMs, undefined, { ref: false });
  response.socket?.resetAndDestroy();
}
