import type { Asked, FaultBoard } from "./fault-board.ts";
import type { Knobs, NextFault } from "./knobs.ts";

/** A refusal whose code and words each provider has its own of, unless a knob named some. */
export interface FaultRefusal {
  status: number;
  code?: number | undefined;
  message?: string | undefined;
}
export type Misbehaviour = { do: "refuse"; refusal: FaultRefusal } | { do: "reset" } | { do: "hang" };
export type WrongAnswer = "short" | "long" | "reordered" | "garbage";

/** What goes wrong with one request: how late it is looked at, and what happens before or after its effect. */
export interface FaultPlan {
  delayMs: number;
  before?: Misbehaviour;
  after?: Misbehaviour;
  /** What is done to a batch's answer. */
  answer?: WrongAnswer;
}

/** Knobs of chance and what they do, in the order in which they are asked. */
const RATES = [
  ["rate429", "429"],
  ["rate5xxBefore", "5xx-before"],
  ["rateResetBefore", "reset-before"],
  ["rateHangBefore", "hang-before"],
  ["rate5xxAfter", "5xx-after"],
  ["rateResetAfter", "reset-after"],
  ["rateHangAfter", "hang-after"],
] as const satisfies [keyof Knobs, NextFault["kind"]][];

/** Decides it once per request: an armed `next` fault first, then the rates. */
export function decideFault(faults: FaultBoard, token: string, asked: Asked): FaultPlan {
  const knobs = faults.knobs(token);
  const next = faults.takeNext(token, asked);
  if (next)
    return { ...planOf(next), delayMs: knobs.latencyMs + (next.kind === "slow" ? (next.delayMs ?? 0) : 0) };
  const hit =
    asked.endpoint === "send" && RATES.find(([rate]) => knobs[rate] > 0 && Math.random() < knobs[rate]);
  return { ...(hit && planOf({ kind: hit[1] })), delayMs: knobs.latencyMs };
}

function planOf(
  fault: Pick<NextFault, "kind" | "status" | "errorCode" | "message">,
): Omit<FaultPlan, "delayMs"> {
  switch (fault.kind) {
    case "slow":
      return {};
    case "429":
      return { before: { do: "refuse", refusal: { status: 429 } } };
    case "error": {
      const { errorCode: code = 0, message = "Refused by a fault knob.", status = 422 } = fault;
      return { before: { do: "refuse", refusal: { status, code, message } } };
    }
    case "5xx-before":
      return { before: broken(fault.status) };
    case "5xx-after":
      return { after: broken(fault.status) };
    case "reset-before":
      return { before: { do: "reset" } };
    case "reset-after":
      return { after: { do: "reset" } };
    case "hang-before":
      return { before: { do: "hang" } };
    case "hang-after":
      return { after: { do: "hang" } };
    case "answer-short":
      return { answer: "short" };
    case "answer-long":
      return { answer: "long" };
    case "answer-reordered":
      return { answer: "reordered" };
    case "answer-garbage":
      return { answer: "garbage" };
  }
}

function broken(status = 500): Misbehaviour {
  return { do: "refuse", refusal: { status } };
}
