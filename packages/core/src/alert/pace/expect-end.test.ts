import { describe, expect, it } from "vitest";
import { expectEnd, textsToCome } from "./expect-end.ts";

const start = Date.parse("2026-11-24T05:00Z");
const morning = Date.parse("2026-11-24T08:00Z");
const end = (mine: [number, Record<string, number>?], ...others: [number, Record<string, number>?][]) => {
  const { at, othersBetween } = expectEnd(textsToCome(mine[0], mine[1] ?? null), {
    ...{ start, msPerText: 12_000, others: others.map(([n, held]) => textsToCome(n, held ?? null)) },
  });
  return [new Date(at).toISOString().slice(11, 19), othersBetween];
};

describe("A5 A10 A12 when an alert will be done", () => {
  it("is now and one turn after the other where nobody sleeps", () => {
    expect(end([3])).toEqual(["05:00:24", 0]);
    expect(end([0])).toEqual(["05:00:00", 0]);
    expect(end([3], [2], [9])).toEqual(["05:01:24", 5]);
  });
  it("is after the night for those who are held until then, at the pace again", () => {
    expect(end([7, { [morning]: 7 }])).toEqual(["08:01:12", 0]);
    expect(end([7, { [morning]: 2 }])).toEqual(["08:00:12", 0]);
  });
  it("takes no turns with an alert that waits for the night, but in the morning, where both wait", () => {
    expect(end([7], [7, { [morning]: 7 }])).toEqual(["05:01:12", 0]);
    expect(end([7, { [morning]: 7 }], [7, { [morning]: 7 }])).toEqual(["08:02:36", 0]);
    expect(end([2, { [morning]: 1 }], [4, { [morning]: 1 }])).toEqual(["08:00:12", 1]);
  });
});
