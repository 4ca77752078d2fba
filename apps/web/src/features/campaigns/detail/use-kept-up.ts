"use client";

import { useEffect, useRef } from "react";

const leastGapMs = 5_000;

/**
 * Reads a list anew when the numbers above it have moved, at most every five seconds, so that both say the same:
 * outcomes go on coming long after the last mail went out.
 *
 * @param numbers what moves, as text
 * @param refetch reads the list anew
 * @param growing whether a further page is on its way: reading anew would take it back from whoever asked for it
 */
export function useKeptUp(numbers: string, refetch: () => Promise<unknown>, growing = false): void {
  const read = useRef({ numbers, at: 0 });
  useEffect(() => {
    if (growing) {
      // The page was asked for over what was just being read, which was given up for it.
      if (performance.now() - read.current.at < leastGapMs) read.current.numbers = "";
      return;
    }
    if (read.current.numbers === numbers) return;
    const waitMs = Math.max(0, read.current.at + leastGapMs - performance.now());
    const timer = setTimeout(() => {
      read.current = { numbers, at: performance.now() };
      void refetch();
    }, waitMs);
    return () => clearTimeout(timer);
  }, [numbers, refetch, growing]);
}
