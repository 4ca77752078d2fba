import { expect, it } from "vitest";
import { formatSubject } from "./format-subject.ts";

const constants = { pass_name: "2026 pass", organisation_name: "Hill Parks" };

it("C10 says whom a subject with a person's name is an example for", () => {
  expect(formatSubject("Spring at {{organisation_name}} with the {{pass_name}}", constants)).toBe(
    "“Spring at Hill Parks with the 2026 pass”",
  );
  expect(formatSubject("{{first_name|Hello}}, come and see", constants)).toBe(
    "“Maria, come and see” as Maria Okafor (example) sees it",
  );
  expect(formatSubject("{{nonsense}}", constants)).toBe("“{{nonsense}}”");
});
