import { expect, it } from "vitest";
import { aboutFamily } from "./about-family.ts";

const person = (name: string, phone: string | null, email: string | null) => ({
  id: name,
  name,
  phone,
  email,
});

it("V2 tells families of one name apart: the end of a number, else the address, and the pets", () => {
  const maria = person("Maria Okafor", "+12025550142", "maria@mail.example");
  const chidi = person("Chidi Okafor", null, "chidi@mail.example");
  expect(aboutFamily({ people: [maria, chidi], pets: ["Biscuit", "Waffle"] })).toBe(
    "Maria Okafor …0142, Chidi Okafor chidi@mail.example · Biscuit, Waffle",
  );
  expect(aboutFamily({ people: [person("Sam Okafor", null, null)], pets: [] })).toBe("Sam Okafor");
});
