/** One pasted entry: how it looks and what it is to be found by. */
export interface ParsedEntry {
  readonly text: string;
  readonly kind: "email" | "number" | "name" | "malformed";
  /** The bare address, the digits, or the name with single spaces; case is the database's business. */
  readonly key: string;
}

const mostCharacters = 320;
const email = /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>.]{2,}$/;

/**
 * Takes a pasted list apart (C3): commas, semicolons and line ends separate, quotes and white space around an entry go.
 * `Maria Lopez <maria@mail.example>` is its address.
 */
export function parseEntries(pasted: string): ParsedEntry[] {
  return pasted
    .split(/[,;\r\n\u2028\u2029]+/)
    .map((entry) => clean(entry))
    .filter((entry) => entry !== "")
    .map(parseEntry);
}

/** What one entry is: an address, a customer number (`#1234` or `1234`), a name, or nothing that could be found. */
export function parseEntry(entry: string): ParsedEntry {
  const cleaned = clean(entry);
  const text = cleaned.slice(0, mostCharacters);
  const address = /<([^<>]*)>/.exec(cleaned)?.[1]?.trim() ?? cleaned.replace(/^mailto:/i, "");
  if (cleaned.length > mostCharacters) return { text, kind: "malformed", key: "" };
  if (email.test(address)) return { text, kind: "email", key: address };
  if (/[@<>]/.test(cleaned)) return { text, kind: "malformed", key: "" };
  const digits = /^#?\s?(\d{1,9})$/.exec(cleaned)?.[1];
  if (digits !== undefined) return { text, kind: "number", key: digits };
  return /\p{L}/u.test(cleaned) ? { text, kind: "name", key: cleaned } : { text, kind: "malformed", key: "" };
}

/** Without what spreadsheets and mail programs put around: zero-width and control characters, quotes, doubled spaces. */
function clean(entry: string): string {
  return entry
    .replace(/[\p{Cc}\p{Cf}\p{Z}]+/gu, (run) => (/^[\u200b-\u200d\ufeff]+$/.test(run) ? "" : " "))
    .trim()
    .replace(/^["“”]+|["“”]+$/g, "")
    .trim();
}
