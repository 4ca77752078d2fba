import { expect, it } from "vitest";
import { countParts } from "./count-parts.ts";

it.each([
  ["nothing", "", "GSM-7", 0, 160],
  ["one plain character", "x", "GSM-7", 1, 159],
  ["one full plain part", "x".repeat(160), "GSM-7", 1, 0],
  ["one more", "x".repeat(161), "GSM-7", 2, 145],
  ["two full plain parts", "x".repeat(306), "GSM-7", 2, 0],
  ["three", "x".repeat(307), "GSM-7", 3, 152],
  ["characters that count twice", "€".repeat(80), "GSM-7", 1, 0],
  ["one of them too many", "€".repeat(81), "GSM-7", 2, 143],
  ["one that would be cut in two", `${"x".repeat(159)}€`, "GSM-7", 2, 145],
  ["accents and signs of GSM-7", "Käse à 5 £ ñ Ω @", "GSM-7", 1, 144],
  ["one full part of others", "я".repeat(70), "UCS-2", 1, 0],
  ["one more of them", "я".repeat(71), "UCS-2", 2, 63],
  ["two full parts of others", "я".repeat(134), "UCS-2", 2, 0],
  ["an emoji, which counts twice", "a🐶", "UCS-2", 1, 67],
] as const)("A15 counts parts as carriers do: %s", (_what, body, encoding, parts, charactersLeft) => {
  expect(countParts(body)).toMatchObject({ encoding, parts, charactersLeft });
});

it("A15 names what makes the parts short, each once", () => {
  expect(countParts("Don’t bring 🐶 or 👨‍👩‍👧, don’t").culprits).toEqual(["’", "🐶", "👨‍👩‍👧"]);
  expect(countParts("Don't").culprits).toEqual([]);
});

it("A15 T32 says when the provider would refuse it", () => {
  expect(countParts("x".repeat(1_600)).isTooLong).toBe(false);
  expect(countParts("x".repeat(1_601)).isTooLong).toBe(true);
  expect(countParts("🐶".repeat(10_000))).toMatchObject({ isTooLong: true, parts: 304 });
});
