import { setTimeout as sleep } from "node:timers/promises";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import {
  decideFault,
  type FaultRefusal,
  type Misbehaviour,
  type WrongAnswer,
} from "../faults/decide-fault.ts";
import type { Asked } from "../faults/fault-board.ts";
import type { Sandbox } from "../sandbox.ts";
import { readBody } from "./read-body.ts";
import type { Context } from "./routes.ts";

/** How one provider answers a request, and how it refuses one. */
interface Answers {
  readonly asked: Asked;
  run(raw: Buffer, wrongly: WrongAnswer | undefined): Response | Promise<Response>;
  refuse(refusal: FaultRefusal, headers: Record<string, string>): Response;
}

/** Answers a request of one server, with whatever the fault knobs do to it before or after its effect. */
export async function answerWithFaults(
  { faults }: Sandbox,
  c: Context,
  token: string,
  { asked, run, refuse }: Answers,
): Promise<Response> {
  const raw = await readBody(c.env.incoming);
  const fault = decideFault(faults, token, asked);
  const { hangMs, retryAfterSeconds } = faults.knobs(token);
  const misbehave = async (how: Misbehaviour) => {
    if (how.do === "refuse")
      return refuse(
        how.refusal,
        how.refusal.status === 429 ? { "retry-after": String(retryAfterSeconds) } : {},
      );
    if (how.do === "hang") await sleep(hangMs, undefined, { ref: false });
    c.env.incoming.socket.resetAndDestroy();
    return RESPONSE_ALREADY_SENT;
  };
  if (fault.delayMs > 0) await sleep(fault.delayMs);
  if (fault.before) return misbehave(fault.before);
  const answer = await run(raw, fault.answer);
  return fault.after ? misbehave(fault.after) : answer;
}
