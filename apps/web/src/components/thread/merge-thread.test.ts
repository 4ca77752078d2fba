import { expect, it } from "vitest";
import { addOlder, mergeThread } from "./merge-thread.ts";

const entry = (number: number, revision = number) => ({ id: `e${number}`, number, revision });

function view(entries: ReturnType<typeof entry>[], revision: number, hasOlder = false) {
  return { entries, revision, hasOlder };
}

it("T8 T11 changes in any order, each twice, end in the same thread: no gap, no repeat, newest revision", () => {
  const changes = [entry(4, 4), entry(5, 5), entry(3, 6), entry(6, 7), entry(4, 8)];
  for (const order of permutations(changes)) {
    const start = view([entry(1), entry(2), entry(3)], 3);
    const end = [...order, ...order].reduce(
      (kept, change) => mergeThread(kept, view([change], change.revision)),
      start,
    );
    expect(end.entries.map(({ id, revision }) => `${id} r${revision}`)).toEqual([
      ...["e1 r1", "e2 r2", "e3 r6", "e4 r8", "e5 r5", "e6 r7"],
    ]);
    expect(end.revision).toBe(8);
  }
});

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) =>
    permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]),
  );
}

it("T15 older entries come before, and a change of one that is not loaded waits until it is", () => {
  const kept = view([entry(51), entry(52)], 60, true);
  const changed = mergeThread(kept, view([entry(2, 61), entry(52, 61)], 61));
  expect(changed.entries.map(({ number }) => number)).toEqual([51, 52]);
  const older = addOlder(changed, view([entry(49), entry(50)], 61, true));
  expect(older.entries.map(({ number }) => number)).toEqual([49, 50, 51, 52]);
  expect(older.entries.at(-1)?.revision).toBe(61);
  expect(older.hasOlder).toBe(true);
});

it("V2 the first message of a thread that was empty is there", () => {
  expect(mergeThread(view([], 0), view([entry(1)], 1)).entries.map(({ id }) => id)).toEqual(["e1"]);
});
