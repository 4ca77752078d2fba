import { readFileSync } from "node:fs";
import { basename } from "node:path";

const mostLines = 300;
const drawers = /(^|\/)(utils?|helpers?|common|shared|types|misc|lib)(\/|\.tsx?$)/;
const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/;
/** What Next names itself: `[id]`, `(staff)`, `[...all]`. */
const routeFolder = /^(\(.+\)|\[.+\]|@.+|_.+)$/;
/** The provider interface has had this name in ARCHITECTURE.md from the start. */
const named = new Set(["packages/providers/src/types.ts"]);

/** Shapes of files that STYLE.md forbids: too long, drawers, barrels, names, the environment read outside env.ts. */
export function checkFiles(files: readonly string[]): string[] {
  return files.flatMap((file) => {
    const found: string[] = [];
    const text = readFileSync(file, "utf8");
    const lines = text.split("\n").length - 1;
    if (lines > mostLines) found.push(`${file} has ${lines} lines\n  Over ${mostLines}: one verb, one file.`);
    if (drawers.test(file) && !named.has(file)) {
      found.push(`${file} is a drawer\n  Name the file after its verb, beside the noun it serves.`);
    }
    if (/^index\.tsx?$/.test(basename(file))) {
      found.push(`${file} is a barrel\n  Import the file itself.`);
    }
    if (!file.split("/").every((part) => kebabCase.test(part) || routeFolder.test(part))) {
      found.push(`${file} is not in kebab-case`);
    }
    if (/^(apps|packages)\//.test(file) && readsEnvironment(file, text)) {
      found.push(`${file} reads process.env\n  Only env.ts of each app does; pass the value in.`);
    }
    return found;
  });
}

// NEXT_RUNTIME is replaced by Next's build and no setting; a main.ts may hand the whole to its env.ts.
const reading = /(?<!readEnv\()process\.env(?!\.NEXT_RUNTIME)/;

function readsEnvironment(file: string, text: string): boolean {
  if (!file.includes("/src/") || /(^|\/)(env|[^/]+\.test|[^/]+\.fixture)\.tsx?$/.test(file)) return false;
  return text.split("\n").some((line) => !/^\s*(\/\/|\*|\/\*)/.test(line) && reading.test(line));
}
