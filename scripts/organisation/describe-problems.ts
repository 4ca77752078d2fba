import type { z } from "zod";

/** What is wrong with a description, by the words that are typed: which are missing, and why the others are refused. */
export function describeProblems({ issues }: z.ZodError): string {
  // Every word of the command is a text: one of another type was not given.
  const missing = issues.filter(({ code }) => code === "invalid_type");
  const refused = issues.filter(({ code }) => code !== "invalid_type");
  return [
    ...(missing.length === 0 ? [] : [`Missing: ${missing.map(({ path }) => optionOf(path)).join(", ")}.`]),
    ...refused.map(({ path, message }) => `${optionOf(path)}: ${message}`),
  ].join("\n  ");
}

const optionOf = ([field]: readonly PropertyKey[]) =>
  `--${field === "passes" ? "pass" : String(field).replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
