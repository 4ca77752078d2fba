import { expect, it } from "vitest";
import { putReasonBits } from "./put-reason-bits.ts";
import { reasonBits } from "./reason-bits.ts";

it("puts the bit of each reason into a statement, and the rows of all of them", () => {
  expect(putReasonBits("select {{no_email}} | {{suppressed_by_hand}}, '{}'")).toBe(
    "select 256 | 131072, '{}'",
  );
  expect(putReasonBits("values {{reason_codes}}")).toMatch(
    /^values \(1, 'application_none'\), .*\(262144, 'already_received'\), .*\(1073741824, 'invalid_number'\), \(\(-2147483648\)::int, 'had_enough'\)$/,
  );
});

it("refuses a word that is no reason", () => {
  expect(() => putReasonBits("select {{no_mail}}")).toThrowError("{{no_mail}} is no reason");
});

it("has a bit of its own for each reason", () => {
  const bits = Object.values(reasonBits);
  expect(bits.reduce<number>((sum, bit) => sum + bit, 0)).toBe(-1); // all 32 of them
});
