import { expect, it } from "vitest";
import { formatSaved } from "./format-saved.ts";

it("C5 names the day of a save that was not today, in the organisation's zone", () => {
  const now = new Date("2026-11-22T16:30:00Z");
  const saved = (at: string) => formatSaved(new Date(at), now, "America/New_York");
  expect(saved("2026-11-22T16:10:00Z")).toBe("Saved 11:10");
  expect(saved("2026-11-22T04:10:00Z")).toBe("Saved 21 Nov, 23:10");
  expect(saved("2025-11-20T16:10:00Z")).toBe("Saved 20 Nov 2025, 11:10");
});
