"use client";

import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { parseAsString, useQueryState } from "#web/components/table/query-state.ts";

const pauseMs = 250;

interface SearchInputProps {
  /** What can be searched by: "Name, email, pet". Also its name for screen readers. */
  placeholder: string;
  /** Name of the URL parameter. */
  param?: string;
}

/** A search box whose text lives in the URL, once the typing pauses. */
export function SearchInput({ placeholder, param = "q" }: SearchInputProps) {
  const [inUrl, setInUrl] = useQueryState(param, parseAsString.withDefault(""));
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(inUrl);
  const [seenInUrl, setSeenInUrl] = useState(inUrl);
  if (inUrl !== seenInUrl) {
    // Back, forward, or a link changed it.
    setSeenInUrl(inUrl);
    if (inUrl !== typed.trim()) setTyped(inUrl);
  }
  const settle = useDebouncedCallback(
    (text: string) => void setInUrl(text.trim() === "" ? null : text.trim()),
    pauseMs,
  );
  const change = (text: string) => {
    setTyped(text);
    settle(text);
  };
  return (
    <TextInput
      ref={field}
      type="search"
      aria-label={placeholder}
      placeholder={placeholder}
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
      leftSection={<IconSearch size={16} stroke={1.7} aria-hidden />}
      rightSection={
        typed === "" ? null : (
          <CloseButton
            size="sm"
            aria-label="Clear the search"
            onClick={() => {
              change("");
              field.current?.focus();
            }}
          />
        )
      }
    />
  );
}
