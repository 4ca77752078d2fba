import { describe, expect, it } from "vitest";
import { formatExactTime, formatTime } from "./format-time.ts";

const now = new Date("2026-11-22T19:30:00Z");
const zone = "America/New_York";
const at = (iso: string) => formatTime(new Date(iso), now, zone);

describe("times", () => {
  it("are relative only under an hour", () => {
    expect(at("2026-11-22T19:29:30Z")).toBe("just now");
    expect(at("2026-11-22T19:32:00Z")).toBe("just now");
    expect(at("2026-11-22T18:31:00Z")).toBe("59 min ago");
    expect(at("2026-11-22T19:42:10Z")).toBe("in 13 min");
    expect(at("2026-11-22T18:30:00Z")).toBe("today 13:30");
  });

  it("name the day in the organisation's zone", () => {
    expect(at("2026-11-22T04:59:00Z")).toBe("yesterday 23:59");
    expect(at("2026-11-23T15:00:00Z")).toBe("tomorrow 10:00");
    expect(at("2026-05-12T18:05:00Z")).toBe("12 May 14:05");
    expect(at("2025-05-12T18:05:00Z")).toBe("12 May 2025 14:05");
  });

  it("are exact on hover, with the zone", () => {
    expect(formatExactTime(new Date("2026-11-22T19:05:09Z"), zone)).toMatch(
      /Sunday.* 22 November 2026 at 14:05:09 (GMT-5|EST)/,
    );
  });
});
