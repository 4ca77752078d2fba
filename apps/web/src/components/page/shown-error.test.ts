import { expect, it } from "vitest";
import { shownErrorOf } from "./shown-error.ts";

it("shows cause, effect, next step and request id of our API's errors", () => {
  const error = Object.assign(new Error("raw"), {
    data: {
      code: "CONFLICT",
      requestId: "r-1",
      error: { code: "conflict", message: "412 → 418", effect: "Nothing was sent." },
    },
  });
  expect(shownErrorOf(error)).toEqual({
    message: "412 → 418",
    effect: "Nothing was sent.",
    requestId: "r-1",
  });
});

it("shows words of one's own, alone or with what to do", () => {
  expect(shownErrorOf("Somebody has changed this meanwhile.")).toEqual({
    message: "Somebody has changed this meanwhile.",
  });
  expect(shownErrorOf({ message: "No.", nextStep: "Wait." })).toEqual({ message: "No.", nextStep: "Wait." });
});

it("never shows the message of an unknown error", () => {
  expect(shownErrorOf(new Error("duplicate key value violates unique constraint")).message).toBe(
    "Something went wrong here.",
  );
  expect(shownErrorOf(new TypeError("Failed to fetch")).message).toBe("Packpost cannot be reached.");
});
