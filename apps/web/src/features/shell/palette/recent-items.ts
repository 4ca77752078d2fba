"use client";

/** Something that was chosen before: enough to be shown and to lead there again. */
export interface RecentItem {
  readonly id: string;
  readonly label: string;
  readonly about: string;
  readonly href: string;
}

/** So many are kept, the last one first. */
const most = 6;

/** In this tab alone and for this person alone: whoever signs in here next sees nothing of it. */
const keyOf = (viewer: string) => `packpost-recent-1 ${viewer}`;

/** What somebody has gone to with the palette in this tab. */
export function readRecent(viewer: string): RecentItem[] {
  try {
    const value: unknown = JSON.parse(window.sessionStorage.getItem(keyOf(viewer)) ?? "[]");
    return Array.isArray(value) ? value.filter(isRecent) : [];
  } catch {
    return [];
  }
}

/** Puts one first. */
export function keepRecent(viewer: string, { id, label, about, href }: RecentItem): void {
  const others = readRecent(viewer).filter((item) => item.id !== id);
  const kept = [{ id, label, about, href }, ...others].slice(0, most);
  try {
    window.sessionStorage.setItem(keyOf(viewer), JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing: then nothing is recent.
  }
}

function isRecent(value: unknown): value is RecentItem {
  return (
    typeof value === "object" &&
    value !== null &&
    ["id", "label", "about", "href"].every((name) => typeof Reflect.get(value, name) === "string")
  );
}
