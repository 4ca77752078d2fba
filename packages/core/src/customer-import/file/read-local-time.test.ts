import { describe, expect, it } from "vitest";
import { looksOfDates, readLocalDay, readLocalInstant } from "./read-local-time.ts";

const berlin = { order: "dmy", zone: "Europe/Berlin" } as const;
const newYork = { order: "mdy", zone: "America/New_York" } as const;

describe("K72 the order of day and month", () => {
  it.each([
    [["03/04/2026", "05/06/2026"], "both"],
    [["03/04/2026", "31/12/2026"], "dmy"],
    [["03/04/2026", "12/31/2026"], "mdy"],
    [["31/12/2026", "12/31/2026"], "neither"],
    [["2026-12-31", "Dec 31, 2026", ""], "none"],
    [["3.4.26", "31.12.26"], "dmy"],
  ] as const)("%j is %s", (cells, expected) => expect(looksOfDates(cells)).toBe(expected));
});

describe("P9 days and times of files", () => {
  it.each([
    ["2026-12-31", newYork, "2026-12-31"],
    ["3/4/2026", newYork, "2026-03-04"],
    ["3.4.26", berlin, "2026-04-03"],
    ["31 December 2026", berlin, "2026-12-31"],
    ["Thu, Dec 31, 2026", newYork, "2026-12-31"],
    ["2026-12-31T23:30:00Z", newYork, "2026-12-31"],
    ["2027-01-01T03:30:00Z", newYork, "2026-12-31"],
    ["2026-12-31T23:30:00Z", berlin, "2027-01-01"],
    ["2026-12-31 09:00", newYork, "2026-12-31"],
  ] as const)("%s is the day %s", (text, way, expected) =>
    expect(readLocalDay(text, way)).toEqual({ value: expected }),
  );

  it.each([
    ["3/4/2026 2:30 PM", newYork, "2026-03-04T19:30:00.000Z"],
    ["3/4/2026 12:00 am", newYork, "2026-03-04T05:00:00.000Z"],
    ["2026-07-01 14:30", berlin, "2026-07-01T12:30:00.000Z"],
    ["2026-07-01T14:30:00+02:00", newYork, "2026-07-01T12:30:00.000Z"],
    ["2026-07-01", berlin, "2026-06-30T22:00:00.000Z"],
    // The night the clocks go forward, and back.
    ["2026-03-29 02:30", berlin, "2026-03-29T01:30:00.000Z"],
    ["2026-10-25 02:30", berlin, "2026-10-25T00:30:00.000Z"],
  ] as const)("%s is the instant %s", (text, way, expected) =>
    expect(readLocalInstant(text, way)).toEqual({ value: expected }),
  );

  it.each(["soon", "31/02/2026", "13/13/2026", "2026-13-01", "45123", "3/4/2026 25:00", "3/4/2026 13 pm"])(
    "%s is none, and is said so",
    (text) => expect(readLocalInstant(text, berlin)).toEqual({ fault: expect.stringContaining("is no") }),
  );

  it("asks where the order is not known", () => {
    expect(readLocalDay("3/4/2026", { order: null, zone: "UTC" })).toEqual({
      fault: expect.stringContaining("may be two dates"),
    });
  });
});
