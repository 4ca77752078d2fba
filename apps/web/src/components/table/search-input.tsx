"use client";

import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useRef } from "react";
import { useTypedInUrl } from "./use-typed-in-url.ts";

const pauseMs = 250;

interface SearchInputProps {
  /** What can be searched by: "Name, email, pet". Also its name for screen readers. */
  placeholder: string;
  /** Name of the URL parameter. */
  param?: string;
}

/** A search box whose text lives in the URL, once the typing pauses or goes on elsewhere. */
export function SearchInput({ placeholder, param = "q" }: SearchInputProps) {
  const { typed, type, write } = useTypedInUrl(param);
  const field = useRef<HTMLInputElement>(null);
  const settle = useDebouncedCallback(write, pauseMs);
  const change = (text: string) => {
    type(text);
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
      // Whatever is pressed next, e.g. Export, goes by what stands here.
      onBlur={() => settle.flush()}
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
