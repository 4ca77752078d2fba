"use client";

import { useEffect, useRef, useSyncExternalStore } from "react";
import { type Composition, nothingKnown, readComposition } from "./composition.ts";

const listeners = new Set<() => void>();
const parsed = new Map<string, { readonly text: string | null; readonly composition: Composition }>();

const keyOf = (staffMemberId: string, threadId: string) =>
  `packpost-composition-1/${staffMemberId}/${threadId}`;

/** What is known of a reply that somebody is writing in a thread, besides its words (V15). */
export function compositionOf(staffMemberId: string, threadId: string) {
  const key = keyOf(staffMemberId, threadId);
  const read = (): Composition => {
    const text = window.localStorage.getItem(key);
    const known = parsed.get(key);
    if (known?.text === text && known !== undefined) return known.composition;
    const composition = readComposition(text);
    parsed.set(key, { text, composition });
    return composition;
  };
  const store = (change: () => void) => {
    // A full storage costs what a reload would know, not what is being written.
    try {
      change();
    } catch {}
    for (const listener of listeners) listener();
  };
  return {
    read,
    write: (changed: Partial<Composition>) =>
      store(() => window.localStorage.setItem(key, JSON.stringify({ ...read(), ...changed }))),
    /** It is sent, or given up. */
    clear: () => {
      if (read() !== nothingKnown) store(() => window.localStorage.removeItem(key));
    },
  };
}

/** The same in an open composer, kept up. @param empty nothing is being written: what was known is of nothing then */
export function useComposition(staffMemberId: string, threadId: string, empty: boolean): Composition {
  const value = useSyncExternalStore(
    subscribe,
    () => compositionOf(staffMemberId, threadId).read(),
    () => nothingKnown,
  );
  const wasEmpty = useRef(false);
  useEffect(() => {
    // At once only when it becomes empty: what is taken back to be edited is known before its words are there.
    if (empty && !wasEmpty.current) compositionOf(staffMemberId, threadId).clear();
    wasEmpty.current = empty;
  }, [empty, staffMemberId, threadId]);
  return value;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}
