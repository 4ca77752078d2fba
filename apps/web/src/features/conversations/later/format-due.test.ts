import { describe, expect, it } from "vitest";
import { formatDue } from "./format-due.ts";

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
