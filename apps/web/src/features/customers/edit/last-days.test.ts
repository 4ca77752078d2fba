import { expect, it } from "vitest";
import { formatDay, lastDays } from "./last-days.ts";

it("C2 offers last days of a registration, on a leap day too", () => {
  expect(lastDays("2026-11-30").map(({ day }) => day)).toEqual(["2026-12-31", "2027-12-31", "2027-11-30"]);
  expect(lastDays("2028-02-29").at(-1)?.day).toBe("2029-03-01");
  expect(formatDay("2026-12-31")).toBe("31 Dec 2026");
});
