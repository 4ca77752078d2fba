import { parseArgs } from "node:util";
import { expect, it } from "vitest";
import { explainFailure } from "./explain-failure.ts";

it("an option that a command does not know is no unexpected failure", () => {
  let thrown: unknown;
  try {
    parseArgs({ args: ["--jason"], options: { json: { type: "boolean" } } });
  } catch (error) {
    thrown = error;
  }
  expect(explainFailure(thrown)).toMatch(
    /^✗ This command does not know what it was given\n {2}Unknown option '--jason'\S*\n→ /,
  );
  expect(explainFailure(new Error("Boom"))).toContain("Something unexpected failed\n  Boom");
});
