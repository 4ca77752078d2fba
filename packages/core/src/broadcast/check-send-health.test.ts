import { expect, it } from "vitest";
import { formatTrouble } from "./check-send-health.ts";

it("C17 a pause says in its first line what happened, then what to do", () => {
  const [happened, advice] = formatTrouble({ cause: "complaints", complaints: 5, delivered: 1_200 }).split(
    "\n",
  );
  expect(happened).toBe("5 of 1,200 people who got it marked it as spam (0.4 %).");
  expect(advice).toContain("0.3 %");
  expect(formatTrouble({ cause: "errors", errors: 62, outcomes: 500 })).toContain(
    "62 of the last 500 mails could not be delivered.\n",
  );
  expect(formatTrouble({ cause: "spam_content" })).toContain("upper case letters");
});
