"use client";

import type { ThreadEntry } from "@packpost/core/conversation/read-entries";
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import classes from "./thread.module.css";

/** So long the entry that one came for is marked. */
const markedMs = 2_600;

/**
 * Brings the entry that one came for (V12) into the middle of what scrolls, once it is there.
 * @param found its number; where there is none of it any more, the one before
 * @returns its id while it is marked
 */
export function useFound(
  scroller: RefObject<HTMLElement | null>,
  entries: readonly ThreadEntry[],
  found: number | null,
): string | null {
  const [marked, setMarked] = useState<string | null>(null);
  const shown = useRef<number | null>(null);
  const id = found === null ? undefined : entries.findLast(({ number }) => number <= found)?.id;
  useLayoutEffect(() => {
    if (found === null) shown.current = null;
    if (found === null || id === undefined || shown.current === found) return;
    shown.current = found;
    setMarked(id);
    const show = () =>
      scroller.current?.querySelector(`[data-entry="${id}"]`)?.scrollIntoView({ block: "center" });
    show();
    // What is not on the screen has no height of its own before it comes near.
    requestAnimationFrame(() => requestAnimationFrame(show));
  }, [scroller, found, id]);
  useEffect(() => {
    if (marked === null) return;
    const timer = setTimeout(() => setMarked(null), markedMs);
    return () => clearTimeout(timer);
  }, [marked]);
  return marked;
}

interface NewerEndProps {
  scroller: RefObject<HTMLElement | null>;
  newer: { load: () => void; loading: boolean; error: unknown };
}

/** The lower end of a part of a thread: what follows comes as one gets near. */
export function NewerEnd({ scroller, newer: { load, loading, error } }: NewerEndProps) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = end;
    if (current === null || loading || error !== null) return;
    const near = { root: scroller.current, rootMargin: "0px 0px 400px" };
    const observer = new IntersectionObserver(([change]) => change?.isIntersecting && load(), near);
    observer.observe(current);
    return () => observer.disconnect();
  }, [scroller, load, loading, error]);
  return (
    <div ref={end} className={classes.top}>
      {loading && <span className={classes.quiet}>Newer messages …</span>}
      {error !== null && (
        <Button variant="default" size="xs" onClick={load}>
          Newer messages could not be read. Try again
        </Button>
      )}
    </div>
  );
}
