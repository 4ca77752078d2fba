import type { PostmarkError } from "../postmark/errors.ts";
import type { FaultBoard } from "./fault-board.ts";
import type { Knobs, NextFault } from "./knobs.ts";

export type Misbehaviour = { do: "refuse"; error: PostmarkError } | { do: "reset" } | { do: "hang" };
export type WrongAnswer = "short" | "long" | "reordered" | "garbage";

/** What goes wrong with one request: how late it is looked at, and what happens before or after its effect. */
export interface FaultPlan {
  delayMs: number;
  before?: Misbehaviour;
  after?: Misbehaviour;
  /** What is done to a batch's answer. */
  answer?: WrongAnswer;
}

const rateLimited: PostmarkError = { status: 429, ErrorCode: 429, Message: "Rate limit exceeded." };

/** Decides it once per request: an armed `next` fault first, then the rates. */
export function decideFault(faults: FaultBoard, token: string, endpoint: NextFault["endpoint"]): FaultPlan {
  const knobs = faults.knobs(token);
  const next = faults.takeNext(token, endpoint);
  if (next) return fromNext(next, knobs.latencyMs);
  return { delayMs: knobs.latencyMs, ...(endpoint === "send" ? fromRates(knobs) : {}) };
}

function fromNext(next: NextFault, latencyMs: number): FaultPlan {
  const plan: FaultPlan = { delayMs: latencyMs + (next.kind === "slow" ? (next.delayMs ?? 0) : 0) };
  switch (next.kind) {
    case "slow":
      return plan;
    case "429":
      return { ...plan, before: { do: "refuse", error: rateLimited } };
    case "error":
      return {
        ...plan,
        before: {
          do: "refuse",
          error: {
            status: next.status ?? 422,
            ErrorCode: next.errorCode ?? 0,
            Message: next.message ?? "Refused by a fault knob.",
          },
        },
      };
    case "5xx-before":
      return { ...plan, before: broken(next.status) };
    case "5xx-after":
      return { ...plan, after: broken(next.status) };
    case "reset-before":
      return { ...plan, before: { do: "reset" } };
    case "reset-after":
      return { ...plan, after: { do: "reset" } };
    case "hang-before":
      return { ...plan, before: { do: "hang" } };
    case "hang-after":
      return { ...plan, after: { do: "hang" } };
    case "answer-short":
      return { ...plan, answer: "short" };
    case "answer-long":
      return { ...plan, answer: "long" };
    case "answer-reordered":
      return { ...plan, answer: "reordered" };
    case "answer-garbage":
      return { ...plan, answer: "garbage" };
  }
}

function fromRates(knobs: Knobs): Pick<FaultPlan, "before" | "after"> {
  const hit = (rate: number) => rate > 0 && Math.random() < rate;
  if (hit(knobs.rate429)) return { before: { do: "refuse", error: rateLimited } };
  if (hit(knobs.rate5xxBefore)) return { before: broken(500) };
  if (hit(knobs.rateResetBefore)) return { before: { do: "reset" } };
  if (hit(knobs.rateHangBefore)) return { before: { do: "hang" } };
  if (hit(knobs.rate5xxAfter)) return { after: broken(500) };
  if (hit(knobs.rateResetAfter)) return { after: { do: "reset" } };
  if (hit(knobs.rateHangAfter)) return { after: { do: "hang" } };
  return {};
}

function broken(status = 500): Misbehaviour {
  const error =
    status === 503
      ? { status, ErrorCode: 100, Message: "The Postmark API is offline for maintenance." }
      : { status, ErrorCode: 0, Message: "Internal Server Error" };
  return { do: "refuse", error };
}
