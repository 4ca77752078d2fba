"use client";

import { createContext, type ReactNode, use } from "react";

interface Words {
  readonly title: string;
  readonly text: string;
  readonly again: string;
}

const Context = createContext<Words | null>(null);

/** Gives the pages below it other words for their failing than the team's. */
export function PageErrorWords({ words, children }: { words: Words; children: ReactNode }) {
  return <Context value={words}>{children}</Context>;
}

/** What a failing page says here; null = what the team reads. */
export function usePageErrorWords(): Words | null {
  return use(Context);
}
