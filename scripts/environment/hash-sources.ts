import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../paths.ts";

const ignored = new Set(["node_modules", ".next", ".turbo", ".data", "next-env.d.ts"]);

/**
 * One hash over the names and contents of source files.
 * @param folders paths below the root, walked
 * @param files paths below the root
 */
export function hashSources(folders: readonly string[], files: readonly string[]): string {
  const hash = createHash("sha256");
  for (const path of [...files, ...folders.flatMap((folder) => [...walk(folder)])]) {
    hash
      .update(path)
      .update("\0")
      .update(readFileSync(join(repositoryRoot, path)))
      .update("\0");
  }
  return hash.digest("hex");
}

function* walk(folder: string): Generator<string> {
  const entries = readdirSync(join(repositoryRoot, folder), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    // Tests are no part of a build.
    if (ignored.has(entry.name) || /\.(test|fixture)\.tsx?$|\.tsbuildinfo$/.test(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(path);
    else yield path;
  }
}
