import { expect, it } from "vitest";
import { chooseOutcome } from "./choose-outcome.ts";
import type { Outcome } from "./outcome.ts";
import { planEvents } from "./plan-events.ts";

const none: ReadonlyMap<string, Outcome> = new Map();

it("lets the local part steer, a knob win, and leaves ordinary names alone", () => {
  expect(chooseOutcome("bounce@x.org", "", none)).toBe("bounce");
  expect(chooseOutcome("bounce12@x.org", "", none)).toBe("bounce");
  expect(chooseOutcome("spam+abc@x.org", "", none)).toBe("spam");
  expect(chooseOutcome("spam@x.org", "", new Map([["@x.org", "open"]]))).toBe("open");
});

it("gives an ordinary list the shares of life", () => {
  const count = new Map<Outcome, number>();
  const people = 50_000;
  for (let at = 0; at < people; at++) {
    const outcome = chooseOutcome(`person${at}@example.org`, "Spring", none);
    count.set(outcome, (count.get(outcome) ?? 0) + 1);
  }
  const share = (...outcomes: Outcome[]) =>
    outcomes.reduce((sum, each) => sum + (count.get(each) ?? 0), 0) / people;
  expect(share("bounce", "soft")).toBeCloseTo(0.024, 2);
  expect(share("open", "machineopen", "click")).toBeCloseTo(0.33, 1);
  expect(share("click")).toBeCloseTo(0.1, 1);
});

it("plans nothing before delivery and never more than the done mask holds", () => {
  for (let seq = 0; seq < 1000; seq++) {
    const [delivery, open, click] = planEvents("click", seq, 3);
    expect(delivery?.afterMs).toBeLessThan(open?.afterMs ?? 0);
    expect(open?.afterMs).toBeLessThan(click?.afterMs ?? 0);
    expect(click?.link).toBeLessThan(3);
  }
  expect(planEvents("scanner", 1, 20).length).toBeLessThanOrEqual(32);
});
