import type { WrongAnswer } from "./decide-fault.ts";

/** A batch's answer as a broken provider would give it: a third missing, strangers added, turned round, or no list at all. */
export function answerWrongly(answer: unknown, how: WrongAnswer): unknown {
  if (how === "garbage") return { Message: "Something else entirely" };
  if (!Array.isArray(answer)) return answer;
  switch (how) {
    case "short":
      return answer.filter((_, place) => place % 3 !== 1);
    case "long":
      return [
        { ErrorCode: 0, Message: "OK", MessageID: "stranger", To: "stranger@elsewhere.example" },
        ...answer,
      ];
    case "reordered":
      return answer.toReversed();
  }
}
