import { describe, expect, it } from "vitest";
import { mergeNewest } from "./merge-newest.ts";

const row = (day: number, words = "") => ({ id: `a${day}`, createdAt: new Date(2026, 0, day), words });
const known = {
  pageParams: [null, "x"],
  pages: [
    { alerts: [row(9), row(8), row(7)], nextCursor: "x" },
    { alerts: [row(6), row(5)], nextCursor: null },
  ],
};
const idsOf = (data: typeof known) => data.pages.map(({ alerts }) => alerts.map(({ id }) => id));

describe("A8 the list of alerts keeps up", () => {
  it("takes what is new above, and loses nothing that it pushes down", () => {
    expect(idsOf(mergeNewest(known, [row(10), row(9), row(8)], 3))).toEqual([
      ["a10", "a9", "a8", "a7"],
      ["a6", "a5"],
    ]);
  });
  it("takes away what was undone, and new numbers", () => {
    const merged = mergeNewest(known, [row(9, "new"), row(7), row(6)], 3);
    expect(idsOf(merged)).toEqual([["a9", "a7", "a6"], ["a5"]]);
    expect(merged.pages[0]?.alerts[0]?.words).toBe("new");
  });
  it("has nothing older where the newest are all there are", () => {
    expect(idsOf(mergeNewest(known, [row(9)], 3))).toEqual([["a9"], []]);
  });
});
