"use client";

import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { useEnterWhenKnown } from "../form/use-enter-when-known.ts";
import { ErrorNotice } from "../page/error-notice.tsx";
import classes from "./option.module.css";
import { OptionList } from "./option-list.tsx";

interface OptionSearchProps {
  /** What can be typed, for screen readers. */
  label: string;
  placeholder: string;
  term: string;
  onType: (term: string) => void;
  /** What is shown is what the term finds. */
  known: boolean;
  /** Of the last answer; null = none. */
  error: Parameters<typeof ErrorNotice>[0]["error"] | null;
  /** What the found ones are. */
  list: string;
  /** Each an `Option`. */
  children: ReactNode;
}

/** A field, and below it what it finds, of which one is pressed; Enter takes the first one, arrows go to the others. */
export function OptionSearch(props: OptionSearchProps) {
  const { label, placeholder, term, onType, known, error, list, children } = props;
  const place = useRef<HTMLDivElement>(null);
  const options = () => [...(place.current?.querySelectorAll<HTMLElement>("li > button") ?? [])];
  const enter = useEnterWhenKnown({ typed: term, known, choose: () => options()[0]?.click() });
  const onKeyDown = (event: KeyboardEvent) => {
    const { activeElement } = document;
    const field = place.current?.querySelector("input");
    if (event.key === "Enter" && activeElement === field && !event.nativeEvent.isComposing) {
      event.preventDefault();
      return enter();
    }
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const stops = [...(field ? [field] : []), ...options()];
    const at = activeElement instanceof HTMLElement ? stops.indexOf(activeElement) : -1;
    if (step === 0 || at === -1) return;
    event.preventDefault();
    stops[at + step]?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the field and the options inside have the focus
    <div ref={place} className={classes.search} onKeyDown={onKeyDown}>
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
    </div>
  );
}
