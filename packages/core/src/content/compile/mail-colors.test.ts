import { expect, it } from "vitest";
import { mailColors } from "./mail-colors.ts";

it("keeps text readable on any brand colour, and ignores what is none", () => {
  expect(mailColors("#1F5C4D")).toMatchObject({ brand: "#1f5c4d", onBrand: "#ffffff", link: "#1f5c4d" });
  expect(mailColors("#ffee00")).toMatchObject({ brand: "#ffee00", onBrand: "#1c1b19" });
  expect(mailColors("#ffee00").link).not.toBe("#ffee00");
  expect(mailColors("#000000").linkDark).not.toBe("#000000");
  for (const odd of ["red", "#fff", "#12345g", "#000000;}</style>", "", null, undefined]) {
    expect(mailColors(odd)).toEqual(mailColors("#1f5c4d"));
  }
});
