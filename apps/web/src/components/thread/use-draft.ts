"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { pageLeaving } from "#web/trpc/page-leaving.ts";
import { openDraftBackup, readDraft } from "./draft-backup.ts";
import { DraftKeeper, type DraftView, type KeptDraft, type SaveDraft } from "./draft-keeper.ts";

const pauseMs = 600;

/** Those whose composer is open now, so that something can be put back into it. */
const openKeepers = new Map<string, DraftKeeper>();

interface UseDraftOptions {
  /** Of the browser's storage: unique for person, thread and kind. */
  readonly key: string;
  /** What the server has. */
  readonly server: KeptDraft | undefined;
  readonly save: SaveDraft;
  /** Resolves once it may be tried again. */
  readonly whenReachable: () => Promise<void>;
  /** They have typed, or sent: what stands there now. */
  readonly onTyped?: (body: string) => void;
}

/** What somebody is writing in a thread: bound to this thread, kind and person for as long as it is open (T12). */
export function useDraft({ key, server, save, whenReachable, onTyped = () => undefined }: UseDraftOptions) {
  const [keeper] = useState(
    () => new DraftKeeper({ server, backup: openDraftBackup(key), save, whenReachable, onTyped, pauseMs }),
  );
  useEffect(() => {
    openKeepers.set(key, keeper);
    const hear = (event: StorageEvent) => {
      const theirs = event.key === key ? readDraft(event.newValue) : null;
      if (theirs !== null) keeper.follow(theirs);
    };
    window.addEventListener("storage", hear);
    const leave = () => keeper.flush();
    const stay = pageLeaving.subscribe(leave);
    return () => {
      window.removeEventListener("storage", hear);
      stay();
      openKeepers.delete(key);
      keeper.flush();
    };
  }, [keeper, key]);
  useEffect(() => {
    if (server !== undefined) keeper.take(server);
  }, [keeper, server]);
  // Taken over as the server drew it: React would leave "Send" switched off for words that this browser alone has kept.
  const [drawn] = useState((): DraftView => ({ ...(server ?? { body: "", version: 0 }), other: null }));
  const view = useSyncExternalStore(keeper.subscribe, keeper.read, () => drawn);
  return { ...view, keeper };
}

/**
 * Puts what was not sent back to where it was written, before whatever stands there by now.
 * @param key as of {@link useDraft}
 * @param textTo by which way it was to go; what stands there may have been given another
 */
export function returnToDraft(key: string, body: string, textTo: string | null): void {
  const keeper = openKeepers.get(key);
  const joined = (there: string) => (there.trim() === "" ? body : `${body}\n${there}`);
  if (keeper !== undefined) {
    const there = keeper.read();
    keeper.type(joined(there.body));
    if (textTo !== null && (there.body === "" || !there.textTo)) keeper.direct(textTo);
    return;
  }
  const backup = openDraftBackup(key);
  const kept: KeptDraft = backup.read() ?? { body: "", version: 0 };
  const way = kept.body === "" ? textTo : (kept.textTo ?? textTo);
  backup.write({ body: joined(kept.body), version: kept.version + 1, textTo: way });
}

/** Has what is written where a composer is open saved at once. @param key as of {@link useDraft} @returns whether the server has it */
export async function saveOpenDraft(key: string): Promise<boolean> {
  return (await openKeepers.get(key)?.saved()) ?? true;
}
