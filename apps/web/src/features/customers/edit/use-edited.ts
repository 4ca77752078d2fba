"use client";

import { parseAsStringLiteral, useQueryState } from "#web/components/table/query-state.ts";

const editFields = ["firstName", "lastName", "email", "phone"] as const;
export type EditField = (typeof editFields)[number];

/** Which field of the customer is being edited, in the URL: a reason's link leads to it, Back closes it. */
export function useEdited() {
  return useQueryState("edit", { ...parseAsStringLiteral(editFields), history: "push" });
}
