import { readFileSync } from "node:fs";
import { importRules } from "./import-rules.ts";
import type { Import } from "./read-imports.ts";

/** Imports that go against {@link importRules}, each as one line that says where the code belongs. */
export function checkImports(imports: readonly Import[]): string[] {
  return imports.flatMap(({ from, to, typeOnly }) =>
    importRules.flatMap((rule) => {
      const match = rule.from.exec(from);
      if (!match || rule.notFrom?.test(from) || (typeOnly && rule.typesAllowed)) return [];
      const fill = (pattern: string): RegExp => new RegExp(pattern.replaceAll("$1", match[1] ?? ""));
      if (!fill(rule.to).test(to) || (rule.except && fill(rule.except).test(to))) return [];
      if (rule.serverActionsAllowed && [from, to].some(isServerAction)) return [];
      return [`${from} imports ${to}\n  ${rule.belongs}`];
    }),
  );
}

function isServerAction(file: string): boolean {
  return /\.tsx?$/.test(file) && /^["']use server["']/.test(readFileSync(file, "utf8"));
}
