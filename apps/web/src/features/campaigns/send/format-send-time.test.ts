import { expect, it } from "vitest";
import { formatSendTime, formatUntil, suggestSendTime, wallClock } from "./format-send-time.ts";

const at = new Date("2026-03-29T07:00:00Z");

it("C7 names a send time in the organisation's zone", () => {
  expect(formatSendTime(at, "Europe/Berlin")).toBe("Sunday 29 March 2026 at 09:00");
  expect(wallClock(at, "America/New_York")).toEqual({ date: "2026-03-29", time: "03:00" });
});

it("C7 says how long until then", () => {
  const before = (minutes: number) => formatUntil(at, new Date(at.getTime() - minutes * 60_000));
  expect([before(1), before(12), before(200), before(60 * 24 * 5)]).toEqual([
    "in 1 minute",
    "in 12 minutes",
    "in 3 hours",
    "in 5 days",
  ]);
});

it("C7 suggests tomorrow at nine", () => {
  expect(suggestSendTime(new Date("2026-11-22T23:30:00Z"), "Europe/Berlin")).toEqual({
    date: "2026-11-24",
    time: "09:00",
  });
});
