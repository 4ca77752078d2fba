import { type BrowserBackup, fieldOf, openBackup, parseBackup } from "#web/components/form/browser-backup.ts";
import type { KeptDraft } from "./draft-keeper.ts";

/** What a browser keeps of a draft with each key, so that a reload loses nothing. @param key unique for person, thread and kind */
export function openDraftBackup(key: string): BrowserBackup<KeptDraft> {
  return openBackup(key, draftIn);
}

/** A draft as it was kept; null when it is none. */
export function readDraft(text: string | null): KeptDraft | null {
  return parseBackup(text, draftIn);
}

function draftIn(kept: unknown): KeptDraft | null {
  const body = fieldOf(kept, "body");
  const version = fieldOf(kept, "version");
  const textTo = fieldOf(kept, "textTo");
  if (typeof body !== "string" || typeof version !== "number") return null;
  return { body, version, textTo: typeof textTo === "string" ? textTo : null };
}
