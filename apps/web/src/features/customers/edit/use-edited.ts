"use client";

import { useSearchParams } from "next/navigation";
import { useChangeQuery } from "#web/components/table/query-state.ts";

const editable = [
  ...["firstName", "lastName", "email", "phone"],
  ...["person", "move", "family", "pet", "application", "registration", "transaction"],
] as const;

/** What of a customer's page is being edited, in the URL: a reason's link leads to it, Back closes it. */
export interface Edited {
  /** A field of the person, or what else is added or changed. */
  edit: string;
  /** Which pet; null = a new one, or none is chosen yet. */
  pet: string | null;
  pass: string | null;
}

interface Where {
  pet?: string;
  pass?: string;
}

/** @returns what is edited, what opens the form of something, and what closes it */
export function useEdited() {
  const url = useSearchParams();
  const change = useChangeQuery();
  const edit = url.get("edit");
  const edited: Edited | null =
    edit === null || !editable.some((one) => one === edit)
      ? null
      : { edit, pet: url.get("pet"), pass: url.get("pass") };
  return {
    edited,
    open: (next: string, { pet, pass }: Where = {}) =>
      change({ edit: next, pet: pet ?? null, pass: pass ?? null }, "push"),
    close: () => change({ edit: null, pet: null, pass: null }, "back"),
  };
}
