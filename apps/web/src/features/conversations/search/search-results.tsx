"use client";

import type { FoundFamily } from "@packpost/core/conversation/inbox/find-families";
import type { FoundStranger } from "@packpost/core/conversation/inbox/find-strangers";
import type { MessageHit } from "@packpost/core/conversation/inbox/search-messages";
import { useMutation } from "@tanstack/react-query";
import { Fragment, useEffect, useImperativeHandle, useRef, useState } from "react";
import { useEnterWhenKnown } from "#web/components/form/use-enter-when-known.ts";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { ListSkeleton } from "../list/thread-list.tsx";
import { useThreadPlace } from "../thread-place.ts";
import { FamilyResult, HitResult, StrangerResult } from "./result-lines.tsx";
import classes from "./search.module.css";
import { resultsId } from "./search-field.tsx";
import { useResults } from "./use-results.ts";
import type { Search } from "./use-search.ts";

type Result =
  | { readonly kind: "family"; readonly id: string; readonly family: FoundFamily }
  | { readonly kind: "stranger"; readonly id: string; readonly stranger: FoundStranger }
  | { readonly kind: "hit"; readonly id: string; readonly hit: MessageHit };

const titles = { family: "Families", stranger: "Unknown senders", hit: "Messages" };

interface SearchResultsProps {
  me: string;
  search: Search;
  /** A family's thread is opened to write in. */
  onFamily: (threadId: string) => void;
}

/** What a search finds, in place of the list: families, numbers and mailboxes nobody knows, messages; a press opens the thread there. */
export function SearchResults({ me, search, onFamily }: SearchResultsProps) {
  const trpc = useTRPC();
  const zone = useOrganisationZone();
  const [now] = useState(() => new Date());
  const { threadId, entry, go } = useThreadPlace();
  const found = useResults(search.term);
  const open = useMutation(trpc.conversation.open.mutationOptions({ onSuccess: onFamily }));
  const results: Result[] = [
    ...found.families.map((family) => ({ kind: "family", id: family.id, family }) as const),
    ...found.strangers.map((stranger) => ({ kind: "stranger", id: stranger.threadId, stranger }) as const),
    ...found.hits.map((hit) => ({ kind: "hit", id: hit.entryId, hit }) as const),
  ];
  const choose = (result: Result | undefined) => {
    if (result === undefined) return;
    search.setActive(optionId(result));
    if (result.kind === "family") open.mutate({ familyId: result.family.id });
    else if (result.kind === "stranger") go(result.stranger.threadId);
    else go(result.hit.threadId, result.hit.number);
  };
  const at = results.findIndex((result) => optionId(result) === search.active);
  const enter = useEnterWhenKnown({
    typed: search.typed,
    known: search.term === search.typed.trim() && !found.pending && !found.stale,
    choose: () => choose(results[0]),
  });
  useImperativeHandle(search.results, () => ({
    step: (by) => {
      const next = results[(Math.max(at, by === 1 ? -1 : 0) + by + results.length) % results.length];
      if (next === undefined) return;
      search.setActive(optionId(next));
      document.getElementById(optionId(next))?.scrollIntoView({ block: "nearest" });
    },
    // Whoever went there by arrows means what they see.
    choose: () => (at > 0 ? choose(results[at]) : enter()),
  }));
  const isOpen = (result: Result) =>
    result.kind === "hit"
      ? result.hit.threadId === threadId && result.hit.number === entry
      : result.kind === "stranger" && result.stranger.threadId === threadId && entry === null;
  return (
    <section className={classes.results} aria-label="Search results" aria-busy={found.stale || undefined}>
      {found.error !== null && <ErrorNotice error={found.error} onRetry={found.retry} />}
      {open.error !== null && <ErrorNotice error={open.error} />}
      <div id={resultsId} role="listbox" aria-label="Found" data-stale={found.stale || undefined}>
        {results.map((result, index) => (
          <Fragment key={optionId(result)}>
            {results[index - 1]?.kind !== result.kind && (
              <div className={classes.title} role="presentation">
                {titles[result.kind]}
              </div>
            )}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys */}
            {/* biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field */}
            <div
              id={optionId(result)}
              role="option"
              className={classes.result}
              data-kind={result.kind}
              aria-selected={optionId(result) === search.active}
              aria-current={isOpen(result) ? "true" : undefined}
              onClick={() => choose(result)}
            >
              {result.kind === "family" && <FamilyResult family={result.family} />}
              {result.kind === "stranger" && <StrangerResult stranger={result.stranger} {...{ now, zone }} />}
              {result.kind === "hit" && <HitResult hit={result.hit} {...{ me, now, zone }} />}
            </div>
          </Fragment>
        ))}
      </div>
      {found.pending && results.length === 0 && <ListSkeleton />}
      <p role="status" className={classes.said}>
        {found.tooShort && "Type two letters or more."}
        {!found.tooShort &&
          !found.pending &&
          !found.stale &&
          found.error === null &&
          results.length === 0 &&
          `Nothing has “${search.term}”. Every word must be there, the last one at least its beginning.`}
      </p>
      {found.more !== null && <MoreResults key={results.length} more={found.more} />}
    </section>
  );
}

const optionId = ({ kind, id }: Result) => `found-${kind}-${id}`;

/** Further messages, once one has scrolled near them. */
function MoreResults({ more: { load, loading } }: { more: { load: () => void; loading: boolean } }) {
  const place = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const { current } = place;
    if (current === null) return;
    const observer = new IntersectionObserver(([change]) => change?.isIntersecting && load(), {
      rootMargin: "0px 0px 300px",
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, [load]);
  return (
    <button ref={place} type="button" className={classes.more} onClick={load} disabled={loading}>
      Older messages …
    </button>
  );
}
