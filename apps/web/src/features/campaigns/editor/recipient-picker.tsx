"use client";

import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./preview-pane.module.css";

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
  const [typed, setTyped] = useState("");
  const search = typed === picked?.name ? "" : typed;
  const [settled] = useDebouncedValue(search, 200);
  const found = useQuery(
    trpc.audience.list.queryOptions(
      { campaignId, passId: passId ?? "", filter: { kind: "will" }, search: settled, pageSize: 12 },
      { enabled: passId !== null, placeholderData: keepPreviousData },
    ),
  );
  const people = found.data?.people.map(({ customerId, name }) => ({ value: customerId, label: name })) ?? [];
  const options =
    picked === null || people.some(({ value }) => value === picked.customerId)
      ? people
      : [{ value: picked.customerId, label: picked.name }, ...people];
  return (
    <Select
      size="xs"
      radius="xl"
      className={classes.picker ?? ""}
      aria-label="Show the mail as this person gets it"
      placeholder="Example person"
      data={options}
      value={picked?.customerId ?? null}
      onChange={(value, option) =>
        onPick(value === null || option === null ? null : { customerId: value, name: option.label })
      }
      searchable
      clearable
      filter={({ options: all }) => all}
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={passId === null ? "Choose a pass first" : "Nobody who will receive it"}
      comboboxProps={{ width: 240, position: "bottom-end", shadow: "md", withinPortal: false }}
      maxDropdownHeight={280}
    />
  );
}
