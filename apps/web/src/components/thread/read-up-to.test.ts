import { expect, it } from "vitest";
import { readUpTo } from "./read-up-to.ts";

const entries = [1, 2, 3, 4, 5].map((number) => ({ id: `e${number}`, number, mine: number === 4 }));
const counts = ({ mine }: { mine: boolean }) => !mine;

it("V4 T2 read is what was on the screen without a gap; one's own and events need not be seen", () => {
  const upTo = (unreadFrom: number | null, ...seen: string[]) =>
    readUpTo(entries, { counts, unreadFrom, seen: new Set(seen) });
  expect(upTo(2, "e5")).toBe(null);
  expect(upTo(2, "e2")).toBe(2);
  expect(upTo(2, "e2", "e3")).toBe(4);
  expect(upTo(2, "e2", "e3", "e5")).toBe(5);
  expect(upTo(null, "e5")).toBe(null);
  expect(readUpTo(entries.slice(2), { counts, unreadFrom: 2, seen: new Set(["e3", "e5"]) })).toBe(null);
});
