"use client";

import { useSearchParams } from "next/navigation";
import { useChangeQuery } from "#web/components/table/query-state.ts";

const mergings = ["customers", "families", "split"] as const;
export type Merging = (typeof mergings)[number];

/** Which dialog of merging is open, in the URL: Back closes it. */
export function useMerging() {
  const url = useSearchParams();
  const change = useChangeQuery();
  const word = url.get("merge");
  return {
    merging: mergings.find((known) => known === word) ?? null,
    open: (next: Merging) => change({ merge: next }, "push"),
    close: () => change({ merge: null }, "back"),
  };
}
