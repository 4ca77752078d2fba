import type { MergeFieldName } from "@packpost/core/content/template/merge-fields";
import type { Insertion } from "#web/components/markdown/insert-markdown.ts";
import { typeInto } from "#web/components/markdown/type-into.ts";
import { partIds } from "#web/features/campaigns/preflight/go-to.ts";

/** What is said to people without the value until somebody writes something better; it is selected to be typed over. */
const fallbackWords: Partial<Record<MergeFieldName, string>> = {
  first_name: "there",
  full_name: "there",
  last_name: "customer",
  pet_names: "your pet",
  valid_through: "the end of this season",
};

/**
 * Gives every use of a personal field that has no fallback one: `{{pet_names}}` → `{{pet_names|your pet}}`.
 *
 * @param text a field of the draft
 * @returns what to put where, from the first use to the last, the first fallback selected; null if there is none
 */
export function fallbackInsertion(text: string, field: MergeFieldName): Insertion | null {
  const use = new RegExp(`\\{\\{\\s*${field}\\s*\\}\\}`, "g");
  const uses = [...text.matchAll(use)];
  const first = uses[0];
  const last = uses.at(-1);
  if (first === undefined || last === undefined) return null;
  const from = first.index;
  const to = last.index + last[0].length;
  const words = fallbackWords[field] ?? "you";
  const insert = text.slice(from, to).replaceAll(use, `{{${field}|${words}}}`);
  const selectFrom = from + `{{${field}|`.length;
  return { from, to, insert, selectFrom, selectTo: selectFrom + words.length };
}

/** Writes a fallback into subject, preheader and text as if typed, so that undo takes it back; the last one stays selected. */
export function addFallback(field: MergeFieldName): void {
  for (const part of [partIds.body, partIds.preheader, partIds.subject]) {
    const found = document.getElementById(part);
    if (!(found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement)) continue;
    const insertion = fallbackInsertion(found.value, field);
    if (insertion === null) continue;
    typeInto(found, insertion);
    found.scrollIntoView({ block: "center" });
  }
}
