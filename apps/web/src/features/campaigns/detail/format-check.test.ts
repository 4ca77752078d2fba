import { describe, expect, it } from "vitest";
import { formatReport, formatSums } from "./format-check.ts";

const buckets = { waiting: 0, sent: 1400, failed: 2, skipped: 60, cancelled: 0, unconfirmed: 1 };
const check = { broken: [], audience: 1463, buckets, checkedAt: new Date("2026-03-01T12:00:00Z") };

describe("the check of a campaign", () => {
  it("C15 shows the sum line by line", () => {
    expect(formatSums(check).map(({ label, value }) => `${label} ${value}`)).toEqual([
      "Sent 1,400",
      "Waiting 0",
      "Failed or dropped 2",
      "Skipped, with reasons 60",
      "Cancelled 0",
      "Unconfirmed 1",
      "People of this campaign 1,463",
    ]);
  });

  it("C10 reports ids, no names, also when everything adds up", () => {
    const sums = "1463 people: 1400 sent, 0 waiting, 2 failed, 60 skipped, 0 cancelled, 1 unconfirmed";
    expect(formatReport("c", check)).toBe(
      `Campaign c\n${sums}\nChecked 2026-03-01T12:00:00.000Z: everything adds up`,
    );
    const broken = [{ invariant: "the counters equal a recount", count: 1, ids: ["a", "b"] }];
    expect(formatReport("c", { ...check, broken })).toBe(
      `Campaign c\n${sums}\nChecked 2026-03-01T12:00:00.000Z: something does not\nBroken for 1: the counters equal a recount\n  a\n  b`,
    );
  });
});
