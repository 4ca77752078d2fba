import { describe, expect, it } from "vitest";
import { formatSpan } from "./format-span.ts";

const at = (from: string, until: string, zone = "Europe/Berlin") =>
  formatSpan({ from: new Date(from), until: new Date(until), zone });

describe("A3 a range in words", () => {
  it("says the exact range with the zone's name", () => {
    expect(at("2026-11-24T13:00Z", "2026-11-24T17:00Z")).toBe("Tue 24 Nov 14:00 – 18:00 CET");
    expect(at("2026-11-24T19:00Z", "2026-11-24T23:00Z", "America/New_York")).toBe(
      "Tue 24 Nov 14:00 – 18:00 EST",
    );
  });
  it("says whole days as days, and midnight as the end of its day", () => {
    expect(at("2026-11-23T23:00Z", "2026-11-24T23:00Z")).toBe("Tue 24 Nov, all day");
    expect(at("2026-11-23T23:00Z", "2026-11-26T23:00Z")).toBe("Tue 24 Nov – Thu 26 Nov");
    expect(at("2026-11-24T13:05Z", "2026-11-24T23:00Z")).toBe("Tue 24 Nov 14:05 – midnight CET");
    expect(at("2026-11-24T13:05Z", "2026-11-26T23:00Z")).toBe("Tue 24 Nov 14:05 – Thu 26 Nov CET");
    expect(at("2026-11-24T13:05Z", "2026-11-26T09:00Z")).toBe("Tue 24 Nov 14:05 – Thu 26 Nov 10:00 CET");
  });
});
