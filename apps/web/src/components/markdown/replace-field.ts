import type { Problem } from "@packpost/core/content/checks/problem";

/** The text with a mistyped merge field replaced by the one that was probably meant. */
export function replaceField(text: string, { line = 1, column = 1, suggestion, raw }: Problem): string {
  if (suggestion === undefined) return text;
  const before = text
    .split("\n")
    .slice(0, line - 1)
    .reduce((sum, row) => sum + row.length + 1, 0);
  const start = before + column - 1;
  if (raw !== undefined && text.startsWith(raw, start))
    return text.slice(0, start) + suggestion + text.slice(start + raw.length);
  const end = text.indexOf("}}", start);
  return end === -1 ? text : text.slice(0, start) + suggestion + text.slice(end + 2);
}
