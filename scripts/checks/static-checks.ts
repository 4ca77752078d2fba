import { existsSync, globSync } from "node:fs";
import { dirname, join } from "node:path";
import { repositoryRoot } from "../paths.ts";
import type { Check } from "./check.ts";

/** Path of a program that npm installed, as Node can run it. */
export function programPath(name: string): string {
  return join(repositoryRoot, "node_modules", ".bin", name);
}

/** Checks that need no service: types of every workspace, lint and format, boundaries, dead code. */
export function listStaticChecks(): Check[] {
  const projects = globSync("{apps/*,packages/*,scripts,test}/tsconfig.json", { cwd: repositoryRoot })
    .map(dirname)
    .filter((folder) => existsSync(join(repositoryRoot, folder)));
  return [
    ...projects.map((folder) => ({
      name: `types of ${folder.replace("/", " ")}`,
      args: [programPath("tsc"), "--noEmit", "--pretty", "false", "-p", folder],
    })),
    { name: "lint and format", args: [programPath("biome"), "ci", "--colors=off", "."] },
    { name: "boundaries", args: ["scripts/check-boundaries.ts"] },
    { name: "dead code", args: [programPath("knip"), "--no-progress"] },
  ];
}
