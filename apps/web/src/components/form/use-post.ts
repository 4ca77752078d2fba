"use client";

import { useState } from "react";
import type { ShownError } from "../page/shown-error.ts";
import { outcomeOf, postJson } from "./post-json.ts";

/**
 * Posts to one of our own doors, once at a time: while it is under way, and why it did not work, for the form around it.
 * @param path the door
 * @param onOutcome what follows from what the door says came of it; true = the page is about to be left, so it stays pending
 */
export function usePost(path: string, onOutcome: (outcome: string) => boolean) {
  const [problem, setProblem] = useState<ShownError | null>(null);
  const [pending, setPending] = useState(false);
  const post = async (body: object): Promise<void> => {
    if (pending) return;
    setPending(true);
    setProblem(null);
    const posted = await postJson(path, body);
    if ("problem" in posted) {
      setProblem(posted.problem);
      return setPending(false);
    }
    if (!onOutcome(outcomeOf(posted.answer))) setPending(false);
  };
  return { post, pending, problem };
}
