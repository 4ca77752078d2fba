import { describe, expect, it } from "vitest";
import { formatSync } from "./format-suppression.ts";

const same = {
  providerCount: 1,
  taken: 0,
  given: 0,
  lifted: 0,
  refused: 0,
  onlyHere: 0,
  providerMessage: null,
  at: new Date(),
};

describe("the drift report", () => {
  it("C14 says that all is the same, or what was not", () => {
    expect(formatSync(same)).toEqual(["The provider blocks 1 address.", "Nothing was different."]);
    expect(
      formatSync({ ...same, providerCount: 1200, taken: 3, lifted: 1, refused: 2, onlyHere: 4 }),
    ).toEqual([
      "The provider blocks 1,200 addresses.",
      "3 taken over from the provider, 1 lifted there too.",
      "2 not lifted: the provider does not allow it.",
      "4 stand here alone; they stay blocked.",
    ]);
  });
});
