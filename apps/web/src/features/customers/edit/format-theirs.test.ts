import { expect, it } from "vitest";
import { formatTheirs } from "./format-theirs.ts";

const words = { email: "Email address", phone: "Phone number" };
const seen = { email: "ana@mail.example", phone: "+1 202 555 0142" };

it("P11 tells what a colleague wrote into the fields that were typed into, and of no others", () => {
  const sent = { fields: { ...seen, email: "mine@mail.example" }, seen };
  expect(formatTheirs(words, sent, { email: "hers@mail.example", phone: "+1 202 555 0199" })).toEqual([
    "Email address: hers@mail.example",
  ]);
  expect(formatTheirs(words, sent, { ...seen, email: "" })).toEqual(["Email address: empty"]);
  expect(formatTheirs(words, { ...sent, seen: null }, seen)).toEqual(["Email address: ana@mail.example"]);
  expect(formatTheirs(words, undefined, seen)).toEqual([]);
});
