"use client";

import { parseAsString, useQueryState } from "#web/components/table/query-state.ts";

/** Whose panel is open, in the URL: a recipient's id, or null for nobody. Back closes it. */
export function useOpenRecipient() {
  return useQueryState("recipient", { ...parseAsString, history: "push" });
}
