import { describe, expect, it } from "vitest";
import { type Conversion, convertRow } from "./convert-row.ts";
import { mapColumns, targetsOf } from "./targets.ts";

/** As a file with these columns is read. */
function conversionOf(names: string[]): Conversion {
  const targets = new Map(targetsOf.customer.map((target) => [target.field, target]));
  return {
    columns: mapColumns("customer", names).map((field) => targets.get(field ?? "") ?? null),
    ...{ names, dates: { order: null, zone: "America/New_York" }, country: "US", unsubscribeAll: false },
  };
}
const campaignsOf = (names: string[], cells: string[]) => {
  const told = convertRow(cells, conversionOf(names));
  return "record" in told ? told.record.campaigns : told.refused;
};

describe("P9 a no to campaigns is taken from wherever a file keeps it", () => {
  it.each(["2022-05-06 12:33:44", "yes", "TRUE", "x", "1", "Unsubscribed", "asked by phone"])(
    "%s",
    (said) => {
      expect(campaignsOf(["Email", "UNSUB_TIME"], ["una@mail.example", said])).toBe("unsubscribed");
    },
  );

  it.each(["", "no", "FALSE", "0", "-", "Subscribed"])("“%s” says nothing", (said) => {
    expect(campaignsOf(["Email", "Opted out"], ["una@mail.example", said])).toBeUndefined();
  });

  it("a no holds, whatever stands beside it", () => {
    expect(campaignsOf(["Email", "Unsubscribed", "Subscribed"], ["una@mail.example", "yes", "yes"])).toBe(
      "unsubscribed",
    );
  });
});

it.each([
  ["202-555-0190 x12", "extension"],
  ["020 7946 0958", "No telephone has this number"],
])(
  "P9 K76 %s in a file of US numbers is told for what it is, not for a missing country code",
  (phone, words) => {
    const told = convertRow(["una@mail.example", phone], conversionOf(["Email", "Phone"]));
    expect(told).toEqual({ refused: expect.stringContaining(words) });
  },
);
