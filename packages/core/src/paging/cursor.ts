import { PackpostError } from "../errors.ts";

export type CursorPart = string | number | null;

/** Where a page ended, as an opaque text for the URL. */
export function encodeCursor(parts: readonly CursorPart[]): string {
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/**
 * What {@link encodeCursor} was given.
 * @param length how many parts this list's cursor has
 * @throws {PackpostError} invalid_input when it is no cursor of this list
 */
export function decodeCursor(cursor: string, length: number): CursorPart[] {
  const parts = parseArray(Buffer.from(cursor, "base64url").toString());
  if (parts?.length === length && parts.every(isCursorPart)) return parts;
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

function isCursorPart(part: unknown): part is CursorPart {
  return part === null || typeof part === "string" || (typeof part === "number" && Number.isFinite(part));
}
