import { createHash, randomBytes } from "node:crypto";

const letters = "abcdefghijklmnopqrstuvwxyz234567";

/** 26 of 32 letters, each from a random byte's lower five bits: nobody guesses it. */
export function newPictureKey(): string {
  return keyFrom(randomBytes(26));
}

/**
 * The key of what the worker keeps for a row, the same at every run: one that broke off is written over, so that no file is left that no
 * row names.
 * @param id of the row, made by us
 */
export function pictureKeyOf(id: string): string {
  return keyFrom(createHash("sha256").update(`packpost file v1 ${id}`).digest().subarray(0, 26));
}

function keyFrom(bytes: Buffer): string {
  return Array.from(bytes, (byte) => letters[byte % letters.length]).join("");
}

/** A file's name only to be recognised by: without control characters, cut to what the column takes. */
export function cleanFileName(name: string): string {
  return [
    ...name
      .toWellFormed()
      .replace(/[\p{Cc}\p{Cf}]+/gu, " ")
      .trim(),
  ]
    .slice(0, 100)
    .join("");
}
