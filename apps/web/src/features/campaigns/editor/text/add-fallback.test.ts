import { expect, it } from "vitest";
import { fallbackInsertion } from "./add-fallback.ts";

const applied = (text: string, field: Parameters<typeof fallbackInsertion>[1]) => {
  const found = fallbackInsertion(text, field);
  if (found === null) return null;
  const whole = text.slice(0, found.from) + found.insert + text.slice(found.to);
  return [whole, whole.slice(found.selectFrom, found.selectTo)];
};

it("C5 gives every use without a fallback one, and selects the first", () => {
  expect(applied("Hi {{ first_name }}, {{pet_names}} and {{first_name}}!", "first_name")).toEqual([
    "Hi {{first_name|there}}, {{pet_names}} and {{first_name|there}}!",
    "there",
  ]);
});

it("C5 leaves fallbacks that are there, and other fields, alone", () => {
  expect(applied("{{pet_names|Rex}} {{pet_names}}", "pet_names")).toEqual([
    "{{pet_names|Rex}} {{pet_names|your pet}}",
    "your pet",
  ]);
  expect(applied("{{pet_names|Rex}} {{first_name}}", "pet_names")).toBeNull();
});
