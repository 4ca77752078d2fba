import { expect, it } from "vitest";
import { keepTyped } from "./save-outcome.ts";

it("P11 whoever saves again after a conflict takes back nothing that they had not typed into", () => {
  const seen = { email: "old@mail.example", phone: "", lastName: "Ray" };
  const fields = { ...seen, email: "mine@mail.example" };
  const now = { ...seen, email: "theirs@mail.example", phone: "+1 202 555 0142" };
  expect(keepTyped(["email", "phone", "lastName"], { fields, seen, now })).toEqual({
    ...{ email: "mine@mail.example", phone: "+1 202 555 0142", lastName: "Ray" },
  });
});
