import { randomBytes } from "node:crypto";

const letters = "abcdefghijklmnopqrstuvwxyz234567";

/** 26 of 32 letters, each from a random byte's lower five bits: nobody guesses it. */
export function newPictureKey(): string {
  return Array.from(randomBytes(26), (byte) => letters[byte % letters.length]).join("");
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
