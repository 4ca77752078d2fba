"use client";

import { useEffect, useState } from "react";

/** Whole seconds until an instant given by the server's clock; below zero once it has passed. */
export function useCountdown(beginsInMs: number | null): number {
  const [deadlineMs, setDeadlineMs] = useState<number | null>(null);
  const [nowMs, setNowMs] = useState(0);
  useEffect(() => {
    const startedMs = performance.now();
    setDeadlineMs(startedMs + (beginsInMs ?? 0));
    setNowMs(startedMs);
  }, [beginsInMs]);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(performance.now()), 250);
    return () => clearInterval(timer);
  }, []);
  return deadlineMs === null ? Math.ceil((beginsInMs ?? 0) / 1000) : Math.ceil((deadlineMs - nowMs) / 1000);
}
