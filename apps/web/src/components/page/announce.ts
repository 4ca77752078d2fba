import type { ReactNode } from "react";

/** A short message at the edge of the page: what was done, or why it was not. */
export interface Announcement {
  /** An announcement of the same id is replaced. */
  id?: string;
  color?: "red" | "marigold";
  title?: string;
  message: ReactNode;
  /** How long it stays; one with a button needs longer. */
  autoClose?: number;
}

export type Announced = Announcement & { id: string; autoClose: number };

const usualMs = 6_000;
const most = 3;
let shown: readonly Announced[] = [];
let numbered = 0;
const listeners = new Set<() => void>();

function set(next: readonly Announced[]): void {
  shown = next;
  for (const tell of listeners) tell();
}

/** Says something at the edge of the page; the oldest makes room when three are there. */
export const notifications = {
  show(announcement: Announcement): void {
    const { id = `announced-${++numbered}`, autoClose = usualMs } = announcement;
    set([...shown.filter((other) => other.id !== id), { ...announcement, id, autoClose }].slice(-most));
  },
  hide(id: string): void {
    set(shown.filter((other) => other.id !== id));
  },
};

/** For {@link Announcements}: what is said now, and whoever wants to know when that changes. */
export const announced = {
  read: (): readonly Announced[] => shown,
  readOnServer: (): readonly Announced[] => nothing,
  subscribe(tell: () => void): () => void {
    listeners.add(tell);
    return () => listeners.delete(tell);
  },
};

const nothing: readonly Announced[] = [];
