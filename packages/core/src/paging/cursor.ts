import { PackpostError } from "../errors.ts";
import { isStorable, LARGEST_INT } from "../storable-text.ts";

export type CursorPart = string | number | null;

/** What a part of a cursor is, as the statement that it goes into will read it. */
export type CursorKind = "text" | "uuid" | "int" | "float" | "instant";

/** Where a page ended, as an opaque text for the URL. */
export function encodeCursor(parts: readonly CursorPart[]): string {
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/**
 * What {@link encodeCursor} was given. Whoever forges one gets no further than here: each part is of its kind and within
 * what PostgreSQL can read.
 * @param kinds what the parts of this list's cursor are
 * @throws {PackpostError} invalid_input when it is no cursor of this list
 */
export function decodeCursor(cursor: string, kinds: readonly CursorKind[]): CursorPart[] {
  const parts = parseArray(Buffer.from(cursor, "base64url").toString());
  if (parts?.length === kinds.length) {
    const read = parts.filter((part, n): part is CursorPart => isOf(kinds[n], part));
    if (read.length === kinds.length) return read;
  }
  throw new PackpostError("invalid_input", "This page of the list does not exist.", {
    nextStep: "Start again from the top of the list.",
  });
}

function parseArray(text: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** As PostgreSQL writes a timestamptz: four digits a year, no "BC". */
const instant = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d{1,6})?)(?:Z|[+-]\d\d(?::?\d\d)?)$/;

/** Numbers come as PostgreSQL's text too: sort keys are read that way. */
function isOf(kind: CursorKind | undefined, part: unknown): boolean {
  const number =
    typeof part === "number" ? part : typeof part === "string" && part !== "" ? Number(part) : NaN;
  switch (kind) {
    case "text":
      return typeof part === "string" && isStorable(part);
    case "uuid":
      return typeof part === "string" && uuid.test(part);
    case "int":
      return Number.isInteger(number) && Math.abs(number) <= LARGEST_INT && /^-?\d+$/.test(String(part));
    case "float":
      return (
        Number.isFinite(number) && Math.abs(number) < 1e9 && /^-?\d+(\.\d+)?(e-?\d+)?$/.test(String(part))
      );
    case "instant":
      return typeof part === "string" && isInstant(part);
    default:
      return false;
  }
}

function isInstant(text: string): boolean {
  if (text === "-infinity") return true; // what never happened, as lists sort it
  const [, day, time] = instant.exec(text) ?? [];
  const at = new Date(`${day}T${time}Z`);
  // A day that does not exist, such as 30 February, comes back as another one.
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(String(day)) && !text.startsWith("0000");
}
