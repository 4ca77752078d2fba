import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Doing, PresenceSignals } from "./presence-signals.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function page(views = true) {
  const said: Doing[] = [];
  return { said, signals: new PresenceSignals({ send: (doing) => said.push(doing), views }) };
}

it("V10 typing is said once in three seconds however fast the keys come, and stops with what is sent", () => {
  const { said, signals } = page();
  signals.look();
  for (let key = 0; key < 40; key++) {
    signals.typed("typing", "Hello");
    vi.advanceTimersByTime(100);
  }
  expect(said).toEqual(["viewing", "typing", "typing"]);
  signals.rest();
  signals.rest();
  expect(said.slice(3)).toEqual(["viewing"]);
});

it("V10 T2 a hidden page is gone at once and says nothing more; a page that is looked at says so every 15 s", () => {
  const { said, signals } = page();
  signals.look();
  vi.advanceTimersByTime(31_000);
  expect(said).toEqual(["viewing", "viewing", "viewing"]);
  signals.leave();
  vi.advanceTimersByTime(60_000);
  expect(said.slice(3)).toEqual(["gone"]);
});

it("V10 a customer's page says that they write, never that they look", () => {
  const { said, signals } = page(false);
  signals.look();
  signals.typed("typing", "Hello");
  signals.typed("typing", " ");
  expect(said).toEqual(["typing", "gone"]);
});
