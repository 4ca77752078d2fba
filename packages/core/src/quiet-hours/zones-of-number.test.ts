import { describe, expect, it } from "vitest";
import { googleZones } from "./google-zones.fixture.ts";
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

  it("T35 takes zones whose clocks show the same for one, also of countries that share a calling code", () => {
    expect(zonesOfNumber("+441481720000")).toEqual(["Europe/London"]);
    expect(zonesOfNumber("+35818550123")).toEqual(["Europe/Helsinki"]);
    expect(zonesOfNumber("+4930123456")).toEqual(["Europe/Berlin"]);
    expect(zonesOfNumber("+541143210000")).toHaveLength(1);
    expect(zonesOfNumber("+64211234567")).toEqual(["Pacific/Auckland", "Pacific/Chatham"]);
    expect(zonesOfNumber("+262692123456")).toHaveLength(2);
  });

  it("T35 every zone of the table exists", () => {
    for (let code = 200; code < 1_000; code++)
      for (const timeZone of zonesOfAreaCode(String(code)))
        expect(() => new Intl.DateTimeFormat("en", { timeZone })).not.toThrow();
  });

  it("T35 knows every zone that Google's list has of an area code: nobody is woken by a zone that we have not heard of", () => {
    const lacking = Object.entries(googleZones).flatMap(([zones, codes]) =>
      codes.split(" ").flatMap((code) => {
        const ours = new Set(zonesOfAreaCode(code).map(clockOf));
        const unknown = zones.split(" ").filter((zone) => !ours.has(clockOf(zone)));
        return unknown.length > 0 && !(code in knownBetter) ? [`${code}: ${unknown.join(", ")}`] : [];
      }),
    );
    expect(lacking).toEqual([]);
    expect(Object.keys(googleZones).join(" ").length).toBeGreaterThan(500);
  });
});

/** Where that list is wrong. */
const knownBetter: Readonly<Record<string, string>> = {
  "474": "Saskatchewan has no summer time, as its other codes there say",
  "689": "Orlando, as 407, which it overlays",
  "879": "Labrador keeps the time of Halifax",
  "907": "The Aleutians keep the time of Adak",
};

/** What clocks of a zone show at noon UTC in each month of a year: two of one clock are one zone for us. */
function clockOf(timeZone: string): string {
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });
  return Array.from({ length: 12 }, (_, month) => clock.format(Date.UTC(2026, month, 15, 12))).join(" ");
}
