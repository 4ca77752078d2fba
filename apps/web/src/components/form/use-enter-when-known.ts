"use client";

import { useEffect, useEffectEvent, useState } from "react";

interface EnterOptions {
  /** What stands in the field. */
  typed: string;
  /** What is shown is what that finds. */
  known: boolean;
  /** Takes what stands first. */
  choose: () => void;
}

/**
 * Enter in a field above what it finds means the best for what is typed, however quickly it is pressed: before that is known it
 * waits for it, and never takes what an earlier word had found. Typing on takes it back.
 *
 * @returns what Enter does
 */
export function useEnterWhenKnown({ typed, known, choose }: EnterOptions): () => void {
  const [pressedFor, setPressedFor] = useState<string | null>(null);
  const take = useEffectEvent(choose);
  useEffect(() => {
    if (pressedFor === null || (pressedFor === typed && !known)) return;
    setPressedFor(null);
    if (pressedFor === typed) take();
  }, [pressedFor, typed, known]);
  return () => (known ? choose() : setPressedFor(typed));
}
