"use client";

import type { ThreadView } from "@packpost/core/conversation/read-entries";
import { IconArrowUp } from "@tabler/icons-react";
import { type RefObject, useLayoutEffect, useState } from "react";
import classes from "./to-edge.module.css";

interface ToFirstNewProps {
  thread: ThreadView;
  scroller: RefObject<HTMLElement | null>;
  /** Loads older entries until the one of this number is there. */
  loadTo: (number: number) => void;
  loading: boolean;
}

/** What is unread begins above what is loaded: leads there, and loads all of it (V4). */
export function ToFirstNew(props: ToFirstNewProps) {
  const { scroller, loadTo, loading } = props;
  const { unreadFrom, entries } = props.thread;
  const [wanted, setWanted] = useState<number | null>(null);
  const first = entries[0]?.number ?? 0;
  useLayoutEffect(() => {
    if (wanted === null || first > wanted) return;
    setWanted(null);
    scrollToNew(scroller.current);
  }, [wanted, first, scroller]);
  if (unreadFrom === null || first === 0 || unreadFrom >= first) return null;
  const go = () => {
    setWanted(unreadFrom);
    loadTo(unreadFrom);
  };
  return (
    <button
      type="button"
      className={classes.toNew}
      onClick={go}
      aria-busy={(loading && wanted !== null) || undefined}
    >
      <IconArrowUp size={16} stroke={1.9} aria-hidden /> First unread
    </button>
  );
}

/** Brings the line above what is new to the top of the place. */
export function scrollToNew(scroller: HTMLElement | null): void {
  const divider = scroller?.querySelector("[data-new]");
  if (!scroller || !divider) return;
  const aboveBy = scroller.getBoundingClientRect().top + 16 - divider.getBoundingClientRect().top;
  if (aboveBy > 0) scroller.scrollTop -= aboveBy;
}
