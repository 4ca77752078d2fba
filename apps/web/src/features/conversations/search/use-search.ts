"use client";

import { useDebouncedValue } from "@mantine/hooks";
import { type KeyboardEvent, useRef, useState } from "react";
import { useTypedInUrl } from "#web/components/table/use-typed-in-url.ts";

/** So long somebody pauses before what they typed is asked for. */
const pauseMs = 150;

/** What the field's arrows and Enter do among the results, which may be loaded later than the field. */
export interface ResultKeys {
  step: (by: 1 | -1) => void;
  choose: () => void;
}

/** The search of the messages (V12): what is typed, in the URL so that Back and reloading keep it; its keys. */
export function useSearch() {
  const { typed, type, write } = useTypedInUrl("q");
  const [asked] = useDebouncedValue(typed.trim(), pauseMs);
  const field = useRef<HTMLInputElement>(null);
  const results = useRef<ResultKeys>(null);
  const [active, setActive] = useState<string | undefined>(undefined);
  const change = (text: string) => {
    type(text);
    write(text);
    if (text.trim() === "") setActive(undefined);
  };
  return {
    typed,
    /** What is searched for now; empty = nothing. */
    term: typed.trim() === "" ? "" : asked === "" ? typed.trim() : asked,
    change,
    field,
    results,
    active,
    setActive,
    focus: () => {
      field.current?.focus();
      field.current?.select();
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.nativeEvent.isComposing) return;
      const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      if (event.key === "Escape") {
        if (typed === "") field.current?.blur();
        change("");
      } else if (step !== 0) results.current?.step(step);
      else if (event.key === "Enter") results.current?.choose();
      else return;
      event.preventDefault();
    },
  };
}

export type Search = ReturnType<typeof useSearch>;
