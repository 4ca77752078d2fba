import { join } from "node:path";
import { repositoryRoot } from "../paths.ts";
import type { Check } from "./check.ts";
import { countVitest } from "./count-tests.ts";
import { programPath } from "./static-checks.ts";

/**
 * A run of vitest over some projects of vitest.config.ts.
 * @param filters paths or parts of them, all files when empty; or `--exclude=` of some
 */
export function describeVitest(
  name: string,
  projects: readonly string[],
  filters: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Check {
  const report = join(repositoryRoot, ".artifacts", "checks", `${name.replaceAll(/[^a-z]+/g, "-")}.json`);
  return {
    name,
    args: [
      programPath("vitest"),
      "run",
      ...projects.map((project) => `--project=${project}`),
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
      ...filters,
    ],
    env,
    count: () => countVitest(report),
  };
}
