/** What a browser keeps of a draft until the server has it; one without storage, or with a full one, keeps none. */
export interface BrowserBackup<Draft> {
  read(): Draft | null;
  /** @param draft null = forget it */
  write(draft: Draft | null): void;
}

/**
 * Opens the backup of one draft in this browser.
 * @param key of the browser's storage, unique for the draft and whoever writes it
 * @param parse what was kept, not trusted: an older version of ours may have written it; null = none
 */
export function openBackup<Draft>(key: string, parse: (kept: unknown) => Draft | null): BrowserBackup<Draft> {
  return {
    read() {
      try {
        return parseBackup(window.localStorage.getItem(key), parse);
      } catch {
        return null;
      }
    },
    write(draft) {
      try {
        if (draft === null) window.localStorage.removeItem(key);
        else window.localStorage.setItem(key, JSON.stringify(draft));
      } catch {
        // Full or forbidden: what is being typed still stands on the page.
      }
    },
  };
}

/** A draft from the text that was kept of it. */
export function parseBackup<Draft>(
  text: string | null,
  parse: (kept: unknown) => Draft | null,
): Draft | null {
  try {
    return parse(JSON.parse(text ?? "null"));
  } catch {
    return null;
  }
}

/** A field of something that was kept. Checked by hand: the validation library would weigh more than all drafts. */
export function fieldOf(kept: unknown, name: string): unknown {
  return typeof kept === "object" && kept !== null ? Reflect.get(kept, name) : undefined;
}
