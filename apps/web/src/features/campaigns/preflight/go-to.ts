import type { CheckTarget } from "./list-checks.ts";

/** The fields of the editor by their ids; DraftForm and MarkdownField carry them. */
export const partIds = {
  subject: "draft-subject",
  preheader: "draft-preheader",
  body: "draft-body",
} as const;

/** Puts the caret where a check points to, in the editor's own fields. */
export function goToPart({ part, line, column }: Extract<CheckTarget, { kind: "part" }>): void {
  const field = document.getElementById(partIds[part]);
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return;
  field.focus();
  field.scrollIntoView({ block: "center" });
  if (line === undefined) return;
  const before = field.value.split("\n").slice(0, line - 1);
  const at = before.reduce((sum, text) => sum + text.length + 1, 0) + (column ?? 1) - 1;
  field.setSelectionRange(at, at);
}

/** Goes to the lists by hand, to the first entry that is marked. */
export function goToLists(): void {
  const lists = document.getElementById("by-hand");
  lists?.scrollIntoView({ block: "center" });
  lists?.querySelector<HTMLElement>("[data-problem] input, textarea")?.focus({ preventScroll: true });
}
