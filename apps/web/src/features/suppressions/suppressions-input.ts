import { findWord } from "@packpost/core/campaign/enums";
import { suppressionReasons } from "@packpost/core/suppression/enums";

/** What the list asks for, from what stands in the URL; page and browser must agree. */
export function suppressionsInputOf(chosen: string | null, search: string | null) {
  const reason = findWord(suppressionReasons, chosen) ?? null;
  return { channel: "email" as const, reason, search: (search ?? "").trim().slice(0, 200), pageSize: 25 };
}
