import { expect, it } from "vitest";
import { wordSubject } from "./word-subject.ts";

const constants = { pass_name: "2026 pass", organisation_name: "Hill Parks" };

it("C10 says whom a subject with a person's name is an example for", () => {
  expect(wordSubject("Spring at {{organisation_name}} with the {{pass_name}}", constants)).toBe(
    "“Spring at Hill Parks with the 2026 pass”",
  );
  expect(wordSubject("{{first_name|Hello}}, come and see", constants)).toBe(
    "“Maria, come and see” as Maria Okafor (example) sees it",
  );
  expect(wordSubject("{{nonsense}}", constants)).toBe("“{{nonsense}}”");
});
