import { expect, it } from "vitest";
import { replaceField } from "./replace-field.ts";

it("C5 puts the field that was meant in place of the mistyped one", () => {
  const problem = {
    code: "unknown_field",
    severity: "blocking",
    part: "body",
    message: "",
    line: 2,
    column: 4,
    suggestion: "{{pet_names|pets}}",
  } as const;
  expect(replaceField("Hi,\nmy {{pet_nmes|pets}} {{pet_nmes}}", problem)).toBe(
    "Hi,\nmy {{pet_names|pets}} {{pet_nmes}}",
  );
  expect(replaceField("gone meanwhile", problem)).toBe("gone meanwhile");
});
