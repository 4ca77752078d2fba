"use client";

import { useDebouncedValue } from "@mantine/hooks";
import type { EntryList } from "@packpost/core/manual-recipients/schemas";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useId, useRef } from "react";
import { useCompletion } from "#web/components/form/use-completion.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { listLabels } from "./format-entry.ts";
import classes from "./manual-recipients.module.css";
import { typedName } from "./typed-name.ts";

interface EntryFieldProps {
  list: EntryList;
  value: string;
  onChange: (text: string) => void;
  /** Somebody was chosen by name: their number goes on the list, and what was typed of it is gone. */
  onChoose: (number: string, rest: string) => void;
  onSubmit: () => void;
  focusOnOpen: boolean;
}

/** Where lists are pasted and names typed: while one types a name, the customers it may mean are offered (C3). */
export function EntryField({ list, value, onChange, onChoose, onSubmit, focusOnOpen }: EntryFieldProps) {
  const trpc = useTRPC();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const typed = typedName(value);
  const [search] = useDebouncedValue(typed?.name ?? "", 150);
  const found = useQuery(
    trpc.campaign.entries.suggest.queryOptions(
      { search },
      { enabled: search.length >= 2 && typed !== null, placeholderData: keepPreviousData },
    ),
  );
  const completion = useCompletion({
    field,
    label: "Customers who may be meant",
    completions:
      typed === null
        ? []
        : (found.data ?? []).map(({ number, name, email, petNames }) => ({
            id: String(number),
            label: name,
            detail: [email ?? "no email", `#${number}`, petNames.join(", ")].filter(Boolean).join(" · "),
          })),
    none: null,
    onChoose: (person) => onChoose(`#${person.id}`, typed?.before ?? ""),
  });
  useEffect(() => {
    if (focusOnOpen) field.current?.focus();
  }, [focusOnOpen]);
  const { title, explanation } = listLabels[list];
  return (
    <div className={classes.field}>
      <label htmlFor={id}>{title}</label>
      <span id={`${id}-why`}>{explanation}</span>
      <textarea
        {...completion.fieldProps}
        ref={field}
        id={id}
        aria-describedby={`${id}-why`}
        rows={1}
        placeholder="Type a name, or paste emails, names, customer numbers"
        value={value}
        onChange={({ currentTarget }) => {
          onChange(currentTarget.value);
          completion.open();
        }}
        onKeyDown={(event) => {
          completion.fieldProps.onKeyDown(event);
          // Enter takes what was typed; a list that is pasted has lines of its own.
          if (event.key !== "Enter" || event.shiftKey || event.defaultPrevented) return;
          event.preventDefault();
          onSubmit();
        }}
      />
      {completion.list}
    </div>
  );
}
