import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { parseSync } from "oxc-parser";

/** One import of a source file. */
export type Import = {
  readonly from: string;
  /** Path below the root for our own files, `npm:<name>` for packages, `missing:<specifier>` if it leads nowhere. */
  readonly to: string;
  readonly typeOnly: boolean;
};

/** Reads what a file imports and re-exports, with our own aliases resolved. */
export function readImports(file: string): Import[] {
  const source = readFileSync(file, "utf8");
  const { staticImports, staticExports, dynamicImports } = parseSync(file, source).module;
  const found = [
    ...staticImports.map(({ moduleRequest, entries }) => ({
      specifier: moduleRequest.value,
      typeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
    })),
    ...staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest, isType }) =>
        moduleRequest ? [{ specifier: moduleRequest.value, typeOnly: isType }] : [],
      ),
    ),
    ...dynamicImports.flatMap(({ moduleRequest }) => {
      const literal = /^["'](.+)["']$/.exec(source.slice(moduleRequest.start, moduleRequest.end))?.[1];
      return literal ? [{ specifier: literal, typeOnly: false }] : [];
    }),
  ];
  return found.map(({ specifier, typeOnly }) => ({
    from: file,
    to: resolveImport(file, specifier),
    typeOnly,
  }));
}

function resolveImport(file: string, specifier: string): string {
  const own = specifier.startsWith(".")
    ? normalize(join(dirname(file), specifier))
    : specifier
        .replace(/^#web\//, "apps/web/src/")
        .replace(/^@packpost\/(db|core|providers|workflows)\/(.+)$/, "packages/$1/src/$2.ts");
  if (own === specifier) return `npm:${specifier}`;
  return existsSync(own) ? own : `missing:${specifier}`;
}
