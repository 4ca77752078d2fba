"use client";

import { type KeyboardEvent, useRef } from "react";

/** So soon after a composition has ended its Enter comes from the input method, in Safari (T14). */
const sameKeyMs = 60;

/** Whether an input method is composing: its Enter chooses a word and sends nothing. */
export function useComposing() {
  const state = useRef({ on: false, endedAt: Number.NEGATIVE_INFINITY });
  return {
    start: () => {
      state.current.on = true;
    },
    end: ({ timeStamp }: { timeStamp: number }) => {
      state.current = { on: false, endedAt: timeStamp };
    },
    isComposing: ({ keyCode, timeStamp }: KeyboardEvent) =>
      state.current.on || (keyCode === 229 && timeStamp - state.current.endedAt < sameKeyMs),
  };
}
