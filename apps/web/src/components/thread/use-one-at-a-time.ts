"use client";

import { useRef } from "react";

/**
 * Does something once at a time: asked again meanwhile, it is done once more afterwards, however often it was asked. So a busy minute
 * neither piles questions up nor gives up the one that is nearly answered.
 */
export function useOneAtATime(act: () => Promise<unknown>): () => void {
  const latest = useRef(act);
  latest.current = act;
  const state = useRef<"idle" | "busy" | "again">("idle");
  const run = useRef(async () => {
    if (state.current !== "idle") {
      state.current = "again";
      return;
    }
    state.current = "busy";
    await latest.current().catch(() => undefined);
    const again = isAgain(state.current);
    state.current = "idle";
    if (again) void run.current();
  });
  return useRef(() => void run.current()).current;
}

function isAgain(state: "idle" | "busy" | "again"): boolean {
  return state === "again";
}
