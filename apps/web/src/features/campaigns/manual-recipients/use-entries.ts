"use client";

import type { EntryList } from "@packpost/core/manual-recipients/schemas";
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#web/trpc/client.tsx";

/** What was just done to a list, as long as it can be undone. */
interface LastChange {
  changeId: string;
  words: string;
}

/** What is asked for of a list; the same for its button and its box, so that it is asked once. */
export function entriesOptions(campaignId: string, list: EntryList, show: "all" | "problems") {
  return [
    { campaignId, list, show, pageSize: 50 },
    {
      getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor,
      placeholderData: keepPreviousData,
    },
  ] as const;
}

/** One of a campaign's lists, a page at a time, and what can be done to it. Every change counts the audience anew. */
export function useEntries(campaignId: string, list: EntryList) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [shown, show] = useState<"all" | "problems">("problems");
  const [lastChange, setLastChange] = useState<LastChange | null>(null);
  const pages = useInfiniteQuery(
    trpc.campaign.entries.list.infiniteQueryOptions(...entriesOptions(campaignId, list, shown)),
  );
  const changed = async (change: LastChange | null) => {
    setLastChange(change);
    await Promise.all([
      queryClient.invalidateQueries(trpc.campaign.entries.pathFilter()),
      queryClient.invalidateQueries(trpc.audience.pathFilter()),
    ]);
  };
  const { entries } = trpc.campaign;
  const enter = useMutation(
    entries.enter.mutationOptions({
      onSuccess: async (result) => {
        if (result.outcome !== "entered") return;
        show(result.count.problems > 0 ? "problems" : shown);
        await changed({ changeId: result.changeId, words: "Undo" });
      },
    }),
  );
  const correct = useMutation(entries.correct.mutationOptions({ onSuccess: () => changed(null) }));
  const remove = useMutation(
    entries.remove.mutationOptions({
      onSuccess: ({ changeId, removed }) =>
        changed(removed > 0 ? { changeId, words: "Undo the removal" } : null),
    }),
  );
  const undo = useMutation(entries.undo.mutationOptions({ onSuccess: () => changed(null) }));
  return { pages, shown, show, lastChange, enter, correct, remove, undo };
}

export type Entries = ReturnType<typeof useEntries>;
