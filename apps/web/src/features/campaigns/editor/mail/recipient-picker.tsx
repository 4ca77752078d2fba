"use client";

import { useDebouncedValue } from "@mantine/hooks";
import { IconX } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useCompletion } from "#web/components/form/use-completion.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./recipient-picker.module.css";

export interface PickedRecipient {
  customerId: string;
  name: string;
}

interface RecipientPickerProps {
  campaignId: string;
  passId: string | null;
  picked: PickedRecipient | null;
  onPick: (recipient: PickedRecipient | null) => void;
}

/** Whose mail the preview shows: anybody who will receive it, found by name, email or pet. */
export function RecipientPicker({ campaignId, passId, picked, onPick }: RecipientPickerProps) {
  const trpc = useTRPC();
  const field = useRef<HTMLInputElement>(null);
  /** What is being typed; null while nobody is choosing. */
  const [typed, setTyped] = useState<string | null>(null);
  const [settled] = useDebouncedValue(typed ?? "", 200);
  const found = useQuery(
    trpc.audience.list.queryOptions(
      { campaignId, passId: passId ?? "", filter: { kind: "will" }, search: settled, pageSize: 12 },
      { enabled: passId !== null && typed !== null, placeholderData: keepPreviousData },
    ),
  );
  const none =
    passId === null
      ? "Choose a pass first"
      : found.isError
        ? "They could not be read. Type on to try again."
        : found.isSuccess
          ? "Nobody who will receive it"
          : null;
  const completion = useCompletion({
    field,
    label: "People who will receive it",
    completions:
      typed === null || passId === null
        ? []
        : (found.data?.people ?? []).map(({ customerId, name, email }) => ({
            id: customerId,
            label: name,
            ...(email !== null && { detail: email }),
          })),
    none: typed === null ? null : none,
    onChoose: ({ id, label }) => {
      onPick({ customerId: id, name: label });
      setTyped(null);
    },
  });
  const begin = () => {
    setTyped((before) => before ?? "");
    completion.open();
  };
  return (
    <span className={classes.picker}>
      <input
        {...completion.fieldProps}
        ref={field}
        role="combobox"
        aria-expanded={completion.fieldProps["aria-controls"] !== undefined}
        aria-controls={completion.fieldProps["aria-controls"] ?? ""}
        className={classes.field}
        aria-label="Show the mail as this person gets it"
        placeholder={picked?.name ?? "Example person"}
        value={typed ?? picked?.name ?? ""}
        onFocus={({ currentTarget }) => {
          begin();
          currentTarget.select();
        }}
        onClick={begin}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          completion.open();
        }}
        onBlur={() => {
          completion.fieldProps.onBlur();
          setTyped(null);
        }}
      />
      {picked !== null && (
        <button
          type="button"
          className={classes.clear}
          aria-label="Show the example person again"
          onClick={() => {
            onPick(null);
            field.current?.focus();
          }}
        >
          <IconX size={14} stroke={1.8} aria-hidden />
        </button>
      )}
      {completion.list}
    </span>
  );
}
