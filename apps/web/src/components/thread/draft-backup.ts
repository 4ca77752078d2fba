import type { KeptDraft } from "./draft-keeper.ts";

/** What a browser keeps of a draft with each key, so that a reload loses nothing. @param key unique for person, thread and kind */
export function openDraftBackup(key: string) {
  return {
    read: () => (typeof window === "undefined" ? null : readDraft(window.localStorage.getItem(key))),
    // A full storage costs what a reload would bring back, not what is being typed.
    write: (draft: KeptDraft) => {
      try {
        window.localStorage.setItem(key, JSON.stringify(draft));
      } catch {}
    },
  };
}

/** A draft as it was kept; null when it is none. */
export function readDraft(text: string | null): KeptDraft | null {
  try {
    const value: unknown = JSON.parse(text ?? "null");
    if (typeof value !== "object" || value === null) return null;
    const body: unknown = Reflect.get(value, "body");
    const version: unknown = Reflect.get(value, "version");
    return typeof body === "string" && typeof version === "number" ? { body, version } : null;
  } catch {
    return null;
  }
}
