import { expect, it } from "vitest";
import { describeText } from "./describe-text.ts";

it.each([
  ["", 1_600, 0, null],
  ["See you at four", 1_585, 1, null],
  ["It’s here", 1_591, 1, { character: "’", plain: "'" }],
  ["Façade", 1_594, 1, { character: "ç", plain: "c" }],
  ["Good boy 🐶", 1_589, 1, { character: "🐶", plain: "" }],
  ["a".repeat(161), 1_439, 2, null],
] as const)("A4 T32 %j", (body, left, parts, culprit) => {
  expect(describeText(body)).toMatchObject({ left, parts, culprit, invited: null });
});

it("T26 T32 warns of a word that the carrier takes for STOP, and replacing the culprit makes the parts long", () => {
  expect(describeText("Reply CANCEL if not").invited).toBe("CANCEL");
  const body = `“${"a".repeat(150)}”`;
  const { culprit, parts } = describeText(body);
  const plain = body.replaceAll("“", culprit?.plain ?? "").replaceAll("”", '"');
  expect([parts, describeText(plain).parts]).toEqual([3, 1]);
});
