import { expect, it } from "vitest";
import { quietSpan } from "./quiet-words.ts";

it("A12 T35 says what hours are quiet and on whose clock", () => {
  const at = (...zones: string[]) =>
    quietSpan({ from: "21:00", until: "08:00", zones }, "America/Los_Angeles");
  expect(at("America/Los_Angeles")).toBe("21:00 to 08:00 on your clock");
  expect(at("America/New_York")).toBe("21:00 to 08:00 in New York");
  expect(at("America/Chicago", "America/New_York")).toBe("21:00 to 08:00 in Chicago and New York");
});
