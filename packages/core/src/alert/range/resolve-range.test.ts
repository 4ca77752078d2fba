import { describe, expect, it } from "vitest";
import { type AlertRange, resolveRange } from "./resolve-range.ts";

const now = new Date("2026-11-24T13:05:00Z");
const zone = "Europe/Berlin";
const at = { now, zone };

const custom = (from: string, until: string): AlertRange => {
  const [fromDate = "", fromTime = ""] = from.split(" ");
  const [untilDate = "", untilTime = ""] = until.split(" ");
  return {
    kind: "custom",
    from: { date: fromDate, time: fromTime },
    until: { date: untilDate, time: untilTime },
  };
};
const daysOf = (range: AlertRange, given = at) => {
  const found = resolveRange(range, given);
  return found.ok ? [found.from.toISOString(), found.until.toISOString()] : found.problem;
};

describe("A2 the range of an alert", () => {
  it("A2 the rest of today ends at the organisation's midnight", () => {
    expect(daysOf({ kind: "rest_of_today" })).toEqual([
      "2026-11-24T13:05:00.000Z",
      "2026-11-24T23:00:00.000Z",
    ]);
  });

  it("A2 tomorrow is a whole day, the next N days the rest of today and N − 1 whole ones", () => {
    expect(daysOf({ kind: "tomorrow" })).toEqual(["2026-11-24T23:00:00.000Z", "2026-11-25T23:00:00.000Z"]);
    expect(daysOf({ kind: "next_days", days: 7 })).toEqual([
      "2026-11-24T13:05:00.000Z",
      "2026-11-30T23:00:00.000Z",
    ]);
  });

  it("A2 a day on which clocks change has 23 or 25 hours", () => {
    const spring = { now: new Date("2026-03-28T12:00:00Z"), zone };
    expect(daysOf({ kind: "tomorrow" }, spring)).toEqual([
      "2026-03-28T23:00:00.000Z",
      "2026-03-29T22:00:00.000Z",
    ]);
    const autumn = { now: new Date("2026-10-24T12:00:00Z"), zone };
    expect(daysOf({ kind: "tomorrow" }, autumn)).toEqual([
      "2026-10-24T22:00:00.000Z",
      "2026-10-25T23:00:00.000Z",
    ]);
  });

  it("A2 one's own range counts by the wall clock, any distance ahead", () => {
    expect(daysOf(custom("2026-11-24 14:30", "2026-11-24 18:00"))).toEqual([
      "2026-11-24T13:30:00.000Z",
      "2026-11-24T17:00:00.000Z",
    ]);
    expect(daysOf(custom("2031-01-01 00:00", "2031-01-08 00:00"))).toHaveLength(2);
  });

  it("A2 refuses what is past, turned around, or touches more than seven days of the calendar", () => {
    expect(daysOf(custom("2026-11-24 08:00", "2026-11-24 12:00"))).toBe("past");
    expect(daysOf(custom("2026-11-25 12:00", "2026-11-25 12:00"))).toBe("turned_around");
    expect(daysOf(custom("2026-11-26 12:00", "2026-11-25 12:00"))).toBe("turned_around");
    expect(daysOf(custom("2026-11-25 08:00", "2026-12-01 23:59"))).toHaveLength(2);
    expect(daysOf(custom("2026-11-25 08:00", "2026-12-02 00:00"))).toHaveLength(2);
    expect(daysOf(custom("2026-11-25 08:00", "2026-12-02 00:01"))).toBe("too_long");
  });

  it("A2 a time that the clocks skip is none; an hour that comes twice is taken whole", () => {
    const spring = { now: new Date("2026-03-20T12:00:00Z"), zone };
    expect(daysOf(custom("2026-03-29 02:30", "2026-03-29 12:00"), spring)).toBe("no_such_time");
    const autumn = { now: new Date("2026-10-20T12:00:00Z"), zone };
    expect(daysOf(custom("2026-10-25 02:30", "2026-10-25 02:30"), autumn)).toEqual([
      "2026-10-25T00:30:00.000Z",
      "2026-10-25T01:30:00.000Z",
    ]);
  });
});
