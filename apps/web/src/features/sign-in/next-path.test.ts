import { expect, it } from "vitest";
import { nextPath } from "./next-path.ts";

it("keeps paths of this site", () => {
  expect(nextPath("/campaigns/1?tab=links#top")).toBe("/campaigns/1?tab=links#top");
});

it("never leads to another site", () => {
  for (const wanted of [
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "javascript:alert(1)",
    "/.//evil.example",
    undefined,
  ]) {
    expect(nextPath(wanted)).toBe("/");
  }
});
