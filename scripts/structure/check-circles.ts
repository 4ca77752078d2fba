import { dirname } from "node:path";
import type { Import } from "./read-imports.ts";

/**
 * Folders of `packages/core/src` that lead back to themselves, types included: each circle once, with an import that closes
 * it. What both sides need belongs into a folder below both.
 */
export function checkCircles(imports: readonly Import[]): string[] {
  const steps = new Map<string, Map<string, string>>();
  for (const { from, to } of imports) {
    if (!from.startsWith(root) || !to.startsWith(root) || from.includes(".test.")) continue;
    const [here, there] = [dirname(from), dirname(to)];
    if (here === there || `${here}/` === root || `${there}/` === root) continue;
    const next = steps.get(here) ?? new Map<string, string>();
    next.set(there, next.get(there) ?? `${from} imports ${to}`);
    steps.set(here, next);
  }
  const done = new Set<string>();
  const breaches: string[] = [];
  const walk = (folder: string, path: readonly string[]): void => {
    if (path.includes(folder)) {
      const circle = [...path.slice(path.indexOf(folder)), folder];
      const closing = steps.get(circle.at(-2) ?? "")?.get(folder) ?? "";
      breaches.push(
        `${circle.map((name) => name.slice(root.length)).join(" → ")} is a circle: ${closing}\n  Move what both need into a folder below both, or compose them above.`,
      );
      return;
    }
    if (done.has(folder)) return;
    for (const there of steps.get(folder)?.keys() ?? []) walk(there, [...path, folder]);
    done.add(folder);
  };
  for (const folder of steps.keys()) walk(folder, []);
  return breaches;
}

const root = "packages/core/src/";
