import { describe, expect, it } from "vitest";
import { resolveLocalTime } from "./resolve-local-time.ts";

describe("C7 a time on the wall clock", () => {
  it("means one instant on most days", () => {
    expect(resolveLocalTime({ date: "2026-12-01", time: "09:00", zone: "America/New_York" })).toEqual({
      kind: "exact",
      at: new Date("2026-12-01T14:00:00Z"),
    });
  });

  it("02:30 does not exist in the night clocks go forward: 03:30 is next", () => {
    expect(resolveLocalTime({ date: "2026-03-29", time: "02:30", zone: "Europe/Berlin" })).toEqual({
      kind: "gap",
      at: new Date("2026-03-29T01:30:00Z"),
      used: "03:30",
    });
  });

  it("02:30 happens twice in the night they go back", () => {
    expect(resolveLocalTime({ date: "2026-10-25", time: "02:30", zone: "Europe/Berlin" })).toEqual({
      kind: "overlap",
      first: { at: new Date("2026-10-25T00:30:00Z"), offset: "+02:00" },
      second: { at: new Date("2026-10-25T01:30:00Z"), offset: "+01:00" },
    });
  });

  it("knows a zone that shifts by half an hour, and one that skipped a day", () => {
    expect(
      resolveLocalTime({ date: "2026-10-04", time: "02:15", zone: "Australia/Lord_Howe" }),
    ).toMatchObject({
      kind: "gap",
      used: "02:45",
    });
    expect(resolveLocalTime({ date: "2011-12-30", time: "12:00", zone: "Pacific/Apia" }).kind).toBe("gap");
  });

  it("refuses a day that is not in the calendar", () => {
    expect(() => resolveLocalTime({ date: "2026-02-30", time: "10:00", zone: "UTC" })).toThrow(RangeError);
  });
});
