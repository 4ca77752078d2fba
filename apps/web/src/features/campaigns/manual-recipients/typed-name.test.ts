import { expect, it } from "vitest";
import { typedName } from "./typed-name.ts";

it("C3 completes the last name of a list, from two letters on", () => {
  expect(typedName("mar")).toEqual({ name: "mar", before: "" });
  expect(typedName("ana@petrov.example, Mária O")).toEqual({
    name: "Mária O",
    before: "ana@petrov.example,",
  });
  expect(typedName("#12; gu")).toEqual({ name: "gu", before: "#12;" });
  expect(typedName("one\ntwo")).toEqual({ name: "two", before: "one\n" });
  expect(typedName("ana, m")).toBeNull();
  expect(typedName("ana, ")).toBeNull();
});
