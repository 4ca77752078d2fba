import { describe, expect, it } from "vitest";
import { formatDue, instantShown, isQuiet } from "./format-due.ts";

const zone = "Europe/Berlin";
const shown = (at: string, now: string) => formatDue(new Date(at), new Date(now), zone);

describe("V15 when something is due", () => {
  it("V15 today, tomorrow, the day within a week, else the date", () => {
    const now = "2026-12-01T08:00:00Z";
    expect(shown("2026-12-01T13:00:00Z", now)).toBe("today 14:00");
    expect(shown("2026-12-02T08:00:00Z", now)).toBe("tomorrow 09:00");
    expect(shown("2026-12-04T08:00:00Z", now)).toBe("Fri 09:00");
    expect(shown("2027-02-01T08:00:00Z", now)).toBe("Mon 1 Feb 2027 09:00");
  });

  it("V15 tomorrow is the next day of the calendar, also before a day of 23 hours and on one of 25", () => {
    const lateOnSaturday = "2026-03-28T22:30:00Z";
    expect(shown("2026-03-29T07:00:00Z", lateOnSaturday)).toBe("tomorrow 09:00");
    expect(shown("2026-03-30T07:00:00Z", lateOnSaturday)).toBe("Mon 09:00");
    expect(shown("2026-10-26T08:00:00Z", "2026-10-24T22:30:00Z")).toBe("tomorrow 09:00");
  });
});

describe("V15 T35 quiet hours where somebody is", () => {
  const quiet = { from: "21:00", until: "08:00", zones: ["America/New_York", "America/Chicago"] };

  it("V15 an instant is quiet where it is night in any of the zones", () => {
    expect(isQuiet(new Date("2026-12-01T13:30:00Z"), quiet)).toBe(true);
    expect(isQuiet(new Date("2026-12-01T14:00:00Z"), quiet)).toBe(false);
    expect(isQuiet(new Date("2026-12-02T01:59:00Z"), quiet)).toBe(false);
    expect(isQuiet(new Date("2026-12-02T02:00:00Z"), quiet)).toBe(true);
    expect(isQuiet(new Date("2026-12-02T02:00:00Z"), null)).toBe(false);
    const noon = { from: "11:00", until: "13:00", zones: [zone] };
    const at = (clock: string) => isQuiet(new Date(`2026-12-01T${clock}:00+01:00`), noon);
    expect(["10:59", "11:00", "12:59", "13:00"].map(at)).toEqual([false, true, true, false]);
  });

  it("V15 finds the instant of a clock's time, also beside a change of clocks", () => {
    expect(instantShown("2026-12-01", "09:30", zone).toISOString()).toBe("2026-12-01T08:30:00.000Z");
    expect(instantShown("2026-10-25", "09:30", zone).toISOString()).toBe("2026-10-25T08:30:00.000Z");
    expect(instantShown("2026-03-29", "00:30", zone).toISOString()).toBe("2026-03-28T23:30:00.000Z");
    expect(instantShown("2026-07-01", "21:00", "America/Phoenix").toISOString()).toBe(
      "2026-07-02T04:00:00.000Z",
    );
  });
});
