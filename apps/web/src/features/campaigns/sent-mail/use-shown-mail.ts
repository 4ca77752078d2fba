"use client";

import { parseAsString, useQueryState } from "#web/components/table/query-state.ts";

/** Whose mail is open, in the URL: "example", a recipient's id, or null for none. Back closes it. */
export function useShownMail() {
  return useQueryState("mail", { ...parseAsString, history: "push" });
}
