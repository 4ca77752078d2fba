"use client";

import type { EntryList } from "@packpost/core/manual-recipients/schemas";
import { IconMinus, IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { Button } from "#web/components/form/button.tsx";
import { formatCount } from "#web/components/form/format-number.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import { loadLater } from "#web/trpc/load-later.ts";
import { listLabels } from "./format-entry.ts";
import classes from "./manual-recipients.module.css";
import { entriesOptions } from "./use-entries.ts";

/** Needed only once somebody adds or excludes. */
const EntryBox = dynamic(() => loadLater(() => import("./entry-box.tsx")).then((module) => module.EntryBox), {
  ssr: false,
});

const icons = { add: IconPlus, exclude: IconMinus } as const;
const boxId = (list: EntryList) => `by-hand-${list}`;

interface ManualRecipientsButtonProps {
  campaignId: string;
  list: EntryList;
  opened: boolean;
  onToggle: () => void;
}

/** "Exclude · 3": opens the list; says how many are on it and whether some need a look. */
export function ManualRecipientsButton({ campaignId, list, opened, onToggle }: ManualRecipientsButtonProps) {
  const trpc = useTRPC();
  const { data } = useInfiniteQuery(
    trpc.campaign.entries.list.infiniteQueryOptions(...entriesOptions(campaignId, list, "problems")),
  );
  const { good = 0, problems = 0, duplicates = 0 } = data?.pages[0]?.count ?? {};
  const entered = good + problems + duplicates;
  const Icon = icons[list];
  return (
    <Button
      size="compact-md"
      variant="default"
      className={classes.toggle ?? ""}
      leftSection={<Icon size={16} stroke={1.8} aria-hidden />}
      aria-expanded={opened}
      aria-controls={opened ? boxId(list) : undefined}
      data-problems={problems > 0}
      onClick={onToggle}
    >
      {listLabels[list].title}
      {entered > 0 && ` · ${formatCount(entered)}`}
      {problems > 0 && <span className={classes.look}>{formatCount(problems)} to look at</span>}
    </Button>
  );
}

/** People added to a campaign and excluded from it by pasted lists (C3): the lists that are open. */
export function ManualRecipients({
  campaignId,
  opened,
  addedInVain,
}: {
  campaignId: string;
  opened: readonly EntryList[];
  /** How many of those added will not receive it all the same. */
  addedInVain: number;
}) {
  if (opened.length === 0) return null;
  return (
    <div className={classes.pair} id="by-hand" data-single={opened.length === 1}>
      {opened.map((list) => (
        <div key={list} id={boxId(list)}>
          <EntryBox
            campaignId={campaignId}
            list={list}
            focusOnOpen
            inVain={list === "add" ? addedInVain : 0}
          />
        </div>
      ))}
    </div>
  );
}
