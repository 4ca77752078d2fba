import { describe, expect, it } from "vitest";
import { zonesOfAreaCode } from "./zones-of-area-codes.ts";
import { zonesOfNumber } from "./zones-of-number.ts";

describe("T35 the zones of a number", () => {
  it("T35 knows area codes of one zone, of two, and those that have no place", () => {
    expect(zonesOfNumber("+12125550100")).toEqual(["America/New_York"]);
    expect(zonesOfNumber("+14805550100")).toEqual(["America/Phoenix"]);
    expect(zonesOfNumber("+18505550100")).toEqual(["America/New_York", "America/Chicago"]);
    expect(zonesOfNumber("+18085550100")).toEqual(["Pacific/Honolulu"]);
    expect(zonesOfNumber("+18005550100")).toEqual([]);
  });

  it("T35 takes all zones of another country", () => {
    expect(zonesOfNumber("+442071838750")).toEqual(["Europe/London"]);
    expect(zonesOfNumber("+61291234567").length).toBeGreaterThan(3);
    expect(zonesOfNumber("+999")).toEqual([]);
  });

  it("T35 every zone of the table exists", () => {
    for (let code = 200; code < 1_000; code++)
      for (const timeZone of zonesOfAreaCode(String(code)))
        expect(() => new Intl.DateTimeFormat("en", { timeZone })).not.toThrow();
  });
});
