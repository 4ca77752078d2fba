"use client";

import { useSyncExternalStore } from "react";

const key = "packpost-writing-1";
const listeners = new Set<() => void>();

/** How somebody writes at this browser. */
export interface WrittenPreferences {
  /** Enter sends; else it makes a line. On touch keyboards it makes a line unless somebody says otherwise (T14). */
  readonly enterSends: boolean;
  /** j, k, r, e, u work. */
  readonly shortcuts: boolean;
}

const usual: WrittenPreferences = { enterSends: true, shortcuts: true };
let read: WrittenPreferences | undefined;

function current(): WrittenPreferences {
  read ??= {
    ...usual,
    enterSends: !window.matchMedia("(pointer: coarse) and (hover: none)").matches,
    ...stored(),
  };
  return read;
}

function stored(): Partial<WrittenPreferences> {
  try {
    const value: unknown = JSON.parse(window.localStorage.getItem(key) ?? "{}");
    if (typeof value !== "object" || value === null) return {};
    const entries = (["enterSends", "shortcuts"] as const).map(
      (name) => [name, Reflect.get(value, name)] as const,
    );
    return Object.fromEntries(entries.filter(([, chosen]) => typeof chosen === "boolean"));
  } catch {
    return {};
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The preferences of this browser, the same in all its composers. */
export function useWrittenPreferences(): WrittenPreferences {
  return useSyncExternalStore(subscribe, current, () => usual);
}

/** Changes some of them, for good. */
export function changePreferences(changes: Partial<WrittenPreferences>): void {
  read = { ...current(), ...changes };
  window.localStorage.setItem(key, JSON.stringify(read));
  for (const listener of listeners) listener();
}
