"use client";

import { parseAsString, useQueryState } from "#web/components/query-state.ts";

/** Whose mail is open, in the URL: "example", a recipient's id, or null for none. */
export function useShownMail() {
  return useQueryState("mail", parseAsString);
}
