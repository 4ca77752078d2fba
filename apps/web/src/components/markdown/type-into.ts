import type { Insertion } from "./insert-markdown.ts";

/**
 * Puts text into a field as if typed, so that undo works and React hears of it.
 *
 * @param field the text field; it gets the focus
 */
export function typeInto(field: HTMLTextAreaElement | HTMLInputElement, insertion: Insertion): void {
  field.focus();
  field.setSelectionRange(insertion.from, insertion.to);
  // Deprecated, without a successor: the only way to insert that keeps the browser's undo.
  if (!document.execCommand("insertText", false, insertion.insert)) {
    field.setRangeText(insertion.insert, insertion.from, insertion.to, "end");
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  field.setSelectionRange(insertion.selectFrom, insertion.selectTo);
}

/** Puts a merge field at the caret. */
export function typeMergeField(field: HTMLTextAreaElement | HTMLInputElement, name: string): void {
  const from = field.selectionStart ?? field.value.length;
  const to = field.selectionEnd ?? from;
  const insert = `{{${name}}}`;
  const end = from + insert.length;
  typeInto(field, { from, to, insert, selectFrom: end, selectTo: end });
}
