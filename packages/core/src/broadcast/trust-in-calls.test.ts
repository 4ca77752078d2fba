import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { joinTrust } from "./trust-in-calls.ts";

let slices: ReturnType<typeof joinTrust>[] = [];
const join = (broadcastId = "one") => {
  const slice = joinTrust(broadcastId);
  slices.push(slice);
  return slice;
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  for (const slice of slices) slice.leave();
  slices = [];
  vi.useRealTimers();
});

it("is earned by two smooth calls of any slice, and holds for one that begins later", () => {
  const [first, second] = [join(), join()];
  first.begin()(true);
  expect(second.isEarned()).toBe(false);
  second.begin()(true);
  expect(first.isEarned()).toBe(true);
  expect(join().isEarned()).toBe(true);
  expect(join("another").isEarned()).toBe(false);
});

it("is lost for all slices by one call that was not accepted whole", () => {
  const [first, second] = [join(), join()];
  first.begin()(true);
  first.begin()(true);
  second.begin()(false);
  expect(first.isEarned()).toBe(false);
});

it("waits in the slice whose call took a second until one is quick again, and is not earned by such calls", () => {
  const [first, second] = [join(), join()];
  const slowly = () => {
    const ended = second.begin();
    vi.advanceTimersByTime(1_000);
    ended(true);
  };
  first.begin()(true);
  slowly();
  expect(first.isEarned()).toBe(false);
  first.begin()(true);
  expect([first.isEarned(), second.isEarned()]).toEqual([true, false]);
  second.begin()(true);
  expect(second.isEarned()).toBe(true);
});

it("is not earned again by calls that were under way when the trouble came", () => {
  const slice = join();
  const calls = [slice.begin(), slice.begin(), slice.begin()];
  slice.begin()(false);
  for (const ended of calls) ended(true);
  expect(slice.isEarned()).toBe(false);
  slice.begin()(true);
  slice.begin()(true);
  expect(slice.isEarned()).toBe(true);
});

it("is forgotten with the last slice of its broadcast", () => {
  const slice = joinTrust("one");
  slice.begin()(true);
  slice.begin()(true);
  slice.leave();
  expect(join().isEarned()).toBe(false);
});
