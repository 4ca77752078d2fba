import { describe, expect, it } from "vitest";
import { formatInstant } from "./format-instant.ts";

describe("an instant in a file", () => {
  it("C10 carries the offset that the zone has then", () => {
    expect(formatInstant(new Date("2026-01-05T23:59:59.999Z"), "Europe/Berlin")).toBe(
      "2026-01-06T00:59:59+01:00",
    );
    expect(formatInstant(new Date("2026-07-05T12:00:00Z"), "America/New_York")).toBe(
      "2026-07-05T08:00:00-04:00",
    );
    expect(formatInstant(new Date("2026-07-05T12:00:00Z"), "Asia/Kolkata")).toBe("2026-07-05T17:30:00+05:30");
    expect(formatInstant(new Date("2026-07-05T00:00:00Z"), "UTC")).toBe("2026-07-05T00:00:00+00:00");
  });
});
