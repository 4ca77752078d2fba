import { describe, expect, it } from "vitest";
import { createCalendar } from "./calendar.ts";

describe("calendar", () => {
  it("counts days from the organisation's today, not from UTC's", () => {
    const calendar = createCalendar(new Date("2026-11-22T23:30:00Z"), "Pacific/Auckland");
    expect([calendar.day(0), calendar.day(-1), calendar.day(9)]).toEqual([
      "2026-11-23",
      "2026-11-22",
      "2026-12-02",
    ]);
  });

  it("gives the instant of a wall-clock time, summer and winter", () => {
    const calendar = createCalendar(new Date("2026-11-22T12:00:00Z"), "America/Los_Angeles");
    expect(calendar.at(0, "09:00").toISOString()).toBe("2026-11-22T17:00:00.000Z");
    expect(calendar.at(-60, "09:00").toISOString()).toBe("2026-09-23T16:00:00.000Z");
  });
});
