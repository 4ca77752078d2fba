import { describe, expect, it } from "vitest";
import { createRandom, idFrom } from "./random.ts";

describe("random", () => {
  it("is the same on every machine", () => {
    const random = createRandom(2027);
    const again = createRandom(2027);
    expect(Array.from({ length: 50 }, random.next)).toEqual(Array.from({ length: 50 }, again.next));
    expect(createRandom(1).next()).not.toBe(createRandom(2).next());
  });

  it("keeps within its bounds and reaches both", () => {
    const random = createRandom(5);
    const drawn = new Set(Array.from({ length: 500 }, () => random.between(3, 6)));
    expect([...drawn].sort()).toEqual([3, 4, 5, 6]);
  });

  it("makes ids of version 7 that sort by their time", () => {
    const random = createRandom(7);
    const ids = [1, 2, 3].map((day) => idFrom(new Date(Date.UTC(2026, 0, day)), random));
    expect([...ids].sort()).toEqual(ids);
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
