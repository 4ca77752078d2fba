import { describe, expect, it } from "vitest";
import { formatLength } from "./format-length.ts";

describe("A5 a length of time in words", () => {
  it("says how long it takes", () => {
    expect([0, 12, 60, 96, 1_188, 3_600, 7_500].map(formatLength)).toEqual([
      ...["0 s", "12 s", "1 min", "1 min 36 s", "20 min", "1 h", "2 h 5 min"],
    ]);
  });
});
