"use client";

import { useEffect, useMemo, useState } from "react";
import { countMoved, keepOrder } from "./held-order.ts";

/** So long a list waits for pointer or focus at most (V3). */
const holdMs = 10_000;

interface Row {
  readonly id: string;
}

/**
 * Rows in the order in which they are shown: the newest order at once, unless somebody has pointer or focus in the list (V3).
 * @param rows in the server's order
 * @param held pointer or focus is in the list
 * @param openId a row that stays although the filter no longer has it: it is open
 * @param question what the rows answer: those of another one are shown as they come
 */
export function useHeldOrder<R extends Row>(
  rows: readonly R[],
  held: boolean,
  openId: string | null,
  question = "",
) {
  const latest = useMemo(() => rows.map(({ id }) => id), [rows]);
  const [{ order, answered }, set] = useState({ order: latest, answered: question });
  const setOrder = (next: string[]) => set({ order: next, answered: question });
  if (answered !== question) setOrder(latest);
  const [known, setKnown] = useState<ReadonlyMap<string, R>>(new Map());
  const moved = countMoved(order, latest);
  const waits = held && moved > 0;
  const shown = waits ? keepOrder(order, latest) : withOpen(latest, order, openId);
  useEffect(() => {
    if (!waits && !same(order, shown)) setOrder(shown);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: so long from when it began to wait
  useEffect(() => {
    if (!waits) return;
    const timer = setTimeout(() => setOrder([]), holdMs);
    return () => clearTimeout(timer);
  }, [waits]);
  // Only what is new or changed: a caller whose rows are another array each time would be drawn for ever.
  useEffect(() => {
    setKnown((before) =>
      rows.every((row) => before.get(row.id) === row)
        ? before
        : new Map([...before, ...rows.map((row) => [row.id, row] as const)]),
    );
  }, [rows]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return {
    rows: shown.flatMap((id) => byId.get(id) ?? known.get(id) ?? []),
    /** How many would move; 0 while nothing waits. */
    waiting: waits ? moved : 0,
    release: () => setOrder([]),
  };
}

/** The open one keeps its place when the filter drops it. */
function withOpen(latest: readonly string[], order: readonly string[], openId: string | null): string[] {
  if (openId === null || latest.includes(openId) || !order.includes(openId)) return [...latest];
  const place = Math.min(order.indexOf(openId), latest.length);
  return [...latest.slice(0, place), openId, ...latest.slice(place)];
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}
