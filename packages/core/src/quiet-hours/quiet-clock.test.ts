import { describe, expect, it } from "vitest";
import { quietClock } from "./quiet-clock.ts";

const night = { from: "21:00:00", until: "08:00:00" };
/** 23:30 in Berlin, 17:30 in New York, 15:30 in Phoenix. */
const around = new Date("2026-11-24T22:30:00Z");
const clock = quietClock(night, { around, zone: "Europe/Berlin" });
const allowed = (number: string, zone: string | null = null, at = around) =>
  clock.allowedFrom(at, { number, zone })?.toISOString() ?? null;

describe("A12 T35 quiet hours", () => {
  it("A12 T35 count by the zone of the file, then by the number's, then by the organisation's", () => {
    expect(allowed("+12125550100", "Europe/Berlin")).toBe("2026-11-25T07:00:00.000Z");
    expect(allowed("+12125550100")).toBe(around.toISOString());
    expect(allowed("+18005550100")).toBe("2026-11-25T07:00:00.000Z");
    expect(allowed("+12125550100", "No/Such_Zone")).toBe(around.toISOString());
  });

  it("T35 Arizona keeps its own time, and a code of two zones must be awake in both", () => {
    // 08:30 in New York is 06:30 in Phoenix, 07:30 in Chicago.
    const morning = new Date("2026-11-24T13:30:00Z");
    expect(allowed("+16025550100", null, morning)).toBe("2026-11-24T15:00:00.000Z");
    expect(allowed("+12125550100", null, morning)).toBe(morning.toISOString());
    expect(allowed("+18505550100", null, morning)).toBe("2026-11-24T14:00:00.000Z");
  });

  it("A12 hold for a day that clocks change", () => {
    const eve = new Date("2026-10-24T22:30:00Z");
    const changing = quietClock(night, { around: eve, zone: "Europe/Berlin" });
    expect(changing.allowedFrom(eve, { number: "+4930123456", zone: null })?.toISOString()).toBe(
      "2026-10-25T07:00:00.000Z",
    );
  });

  it("A12 may lie within one day, and none are never", () => {
    const siesta = quietClock({ from: "13:00:00", until: "15:00:00" }, { around, zone: "UTC" });
    const noon = (time: string) =>
      siesta
        .allowedFrom(new Date(`2026-11-24T${time}Z`), { number: "+18005550100", zone: null })
        ?.toISOString();
    expect(noon("12:59:59")).toBe("2026-11-24T12:59:59.000Z");
    expect(noon("13:00:00")).toBe("2026-11-24T15:00:00.000Z");
    expect(
      quietClock(null, { around, zone: "UTC" }).allowedFrom(around, { number: "+1", zone: null }),
    ).toEqual(around);
  });
});
