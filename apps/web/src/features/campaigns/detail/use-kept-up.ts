"use client";

import { useEffect, useRef } from "react";

const leastGapMs = 5_000;

/**
 * Reads a list anew when the numbers above it have moved, at most every five seconds, so that both say the same:
 * outcomes go on coming long after the last mail went out.
 *
 * @param numbers what moves, as text
 * @param refetch reads the list anew
 */
export function useKeptUp(numbers: string, refetch: () => Promise<unknown>): void {
  const read = useRef({ numbers, at: 0 });
  useEffect(() => {
    if (read.current.numbers === numbers) return;
    const waitMs = Math.max(0, read.current.at + leastGapMs - performance.now());
    const timer = setTimeout(() => {
      read.current = { numbers, at: performance.now() };
      void refetch();
    }, waitMs);
    return () => clearTimeout(timer);
  }, [numbers, refetch]);
}
