import { type MergeFieldName, mergeFields } from "./merge-fields.ts";

/** The merge field somebody probably meant by this name, if one is near enough. */
export function suggestField(name: string): MergeFieldName | undefined {
  const meant = name
    .toLowerCase()
    .replace(/[\s.-]+/g, "_")
    .slice(0, 40);
  const plain = (text: string) => text.replaceAll("_", "");
  const ranked = mergeFields
    .map((field) => ({ name: field.name, steps: distance(plain(meant), plain(field.name)) }))
    .sort((a, b) => a.steps - b.steps);
  const [best] = ranked;
  if (best && best.steps <= Math.max(2, Math.floor(plain(best.name).length / 3))) return best.name;
  const part = plain(meant);
  return part.length < 3 ? undefined : mergeFields.find((field) => plain(field.name).includes(part))?.name;
}

/** Levenshtein distance: how many letters to insert, remove or change. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1];
    for (const [j, wanted] of [...other].entries()) {
      const change = (row[j] ?? 0) + (letter === wanted ? 0 : 1);
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
