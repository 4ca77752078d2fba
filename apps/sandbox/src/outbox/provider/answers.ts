import type { NextFault } from "../../faults/knobs.ts";

type Fault = Partial<NextFault> & Pick<NextFault, "kind">;

const refused = (channel: "email" | "sms", status: number, errorCode: number, message: string): Fault => ({
  kind: "error",
  channel,
  status,
  errorCode,
  message,
});

/** What a provider can answer to calls that would have gone well, in the order of the page's list. */
export const ANSWERS = {
  "mail-key": {
    words: "Mail: the key is not known (401)",
    fault: refused("email", 401, 10, "Bad or missing server token."),
  },
  "mail-pending": {
    words: "Mail: the account waits for approval (412)",
    fault: refused("email", 422, 412, "Your account is pending approval."),
  },
  "mail-sender": {
    words: "Mail: the sender is not confirmed (401)",
    fault: refused("email", 422, 401, "The sender signature has not been confirmed."),
  },
  "text-key": {
    words: "Texts: the key is not known (20003)",
    fault: refused("sms", 401, 20003, "Authenticate"),
  },
  "text-unregistered": {
    words: "Texts: not registered with the carriers (30034)",
    fault: refused("sms", 400, 30034, "US A2P 10DLC - Message from an Unregistered Number"),
  },
  "text-suspended": {
    words: "Texts: the account is suspended (30002)",
    fault: refused("sms", 400, 30002, "Account suspended"),
  },
  throttled: { words: "Too many requests (429)", fault: { kind: "429" } },
  broken: { words: "An error, nothing accepted (500)", fault: { kind: "5xx-before" } },
  "broken-after": { words: "An error, though accepted (500)", fault: { kind: "5xx-after" } },
  cut: { words: "No answer: cut before it was accepted", fault: { kind: "reset-before" } },
  "cut-after": { words: "No answer: accepted, then cut", fault: { kind: "reset-after" } },
  hangs: { words: "Hangs for a minute, nothing accepted", fault: { kind: "hang-before" } },
  "hangs-after": { words: "Accepted, then hangs for a minute", fault: { kind: "hang-after" } },
  slow: { words: "Answers after five seconds", fault: { kind: "slow", delayMs: 5_000 } },
  garbage: { words: "Accepted, and an answer nobody can read", fault: { kind: "answer-garbage" } },
} as const satisfies Record<string, { words: string; fault: Fault }>;

export const ANSWER_NAMES = Object.keys(ANSWERS) as [keyof typeof ANSWERS, ...(keyof typeof ANSWERS)[]];

/** An armed answer in words. */
export function wordsOf(fault: NextFault): string {
  const known = Object.values(ANSWERS).find(
    ({ fault: one }: { fault: Fault }) => one.kind === fault.kind && one.errorCode === fault.errorCode,
  );
  return known?.words ?? `${fault.kind} ${fault.message ?? ""}`.trim();
}
