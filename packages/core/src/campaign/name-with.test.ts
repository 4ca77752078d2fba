import { expect, it } from "vitest";
import { nameWith } from "./name-with.ts";

it("C16 keeps the addition however long the name is", () => {
  expect(nameWith("Spring reopening", "(copy)")).toBe("Spring reopening (copy)");
  const long = nameWith("x".repeat(200), "(copy)");
  expect(long).toHaveLength(200);
  expect(long).toMatch(/x \(copy\)$/);
});
