import { expect, it } from "vitest";
import { formatDay, formatThreadTime } from "./format-thread-time.ts";

const zone = "America/Los_Angeles";
const now = new Date("2026-11-29T22:00:00Z");

it("V3 a list's times are relative under an hour, then the zone's clock, then days", () => {
  const shown = (at: string) => formatThreadTime(new Date(at), now, zone);
  expect(shown("2026-11-29T21:59:30Z")).toBe("now");
  expect(shown("2026-11-29T21:46:00Z")).toBe("14 min");
  expect(shown("2026-11-29T17:31:00Z")).toBe("09:31");
  expect(shown("2026-11-29T05:00:00Z")).toBe("Yesterday");
  expect(shown("2026-11-26T20:00:00Z")).toBe("Thu");
  expect(shown("2026-05-12T20:00:00Z")).toBe("12 May");
  expect(shown("2025-05-12T20:00:00Z")).toBe("12 May 2025");
});

it("V1 days are the organisation's, not the browser's", () => {
  expect(formatDay(new Date("2026-11-29T08:30:00Z"), now, zone)).toBe("Today");
  expect(formatDay(new Date("2026-11-29T07:30:00Z"), now, zone)).toBe("Yesterday");
  expect(formatDay(new Date("2026-11-23T20:00:00Z"), now, zone)).toBe("Monday 23 November");
});

it("V3 yesterday is the day before in the calendar, also behind a day of 23 hours and on one of 25", () => {
  const early = (at: string, then: string) => formatDay(new Date(at), new Date(then), zone);
  // Monday 00:30, after a Sunday of 23 hours: 24 hours ago it was Saturday.
  expect(early("2026-03-08T18:00:00Z", "2026-03-09T07:30:00Z")).toBe("Yesterday");
  expect(early("2026-03-07T18:00:00Z", "2026-03-09T07:30:00Z")).toBe("Saturday 7 March");
  // Sunday 23:30, a day of 25 hours: 24 hours ago it was Sunday too.
  expect(early("2026-10-31T18:00:00Z", "2026-11-02T07:30:00Z")).toBe("Yesterday");
});
