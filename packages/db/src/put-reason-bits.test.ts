import { expect, it } from "vitest";
import { checkReasonBits, putReasonBits } from "./put-reason-bits.ts";
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

it("C4 refuses a 33rd reason, and a bit that another reason has", () => {
  expect(Object.keys(reasonBits)).toHaveLength(32);
  expect(() => checkReasonBits({ ...reasonBits, on_holiday: 2 ** 32 })).toThrowError("on_holiday has no bit");
  expect(() => checkReasonBits({ ...reasonBits, on_holiday: 1 })).toThrowError("the bit of application_none");
  expect(() => checkReasonBits({ both: 3 })).toThrowError("both has no bit");
});
