"use client";

import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { ErrorNotice } from "../page/error-notice.tsx";
import { OptionList } from "./option-list.tsx";

interface OptionSearchProps {
  /** What can be typed, for screen readers. */
  label: string;
  placeholder: string;
  term: string;
  onType: (term: string) => void;
  /** Of the last answer; null = none. */
  error: Parameters<typeof ErrorNotice>[0]["error"] | null;
  /** What the found ones are. */
  list: string;
  /** Each an `Option`. */
  children: ReactNode;
}

/** A field, and below it what it finds, of which one is pressed. */
export function OptionSearch({ label, placeholder, term, onType, error, list, children }: OptionSearchProps) {
  return (
    <>
      <TextInput
        aria-label={label}
        placeholder={placeholder}
        leftSection={<IconSearch size={16} stroke={1.7} aria-hidden />}
        autoComplete="off"
        data-autofocus
        value={term}
        onChange={(event) => onType(event.currentTarget.value)}
      />
      {error !== null && <ErrorNotice error={error} />}
      <OptionList label={list}>{children}</OptionList>
    </>
  );
}
