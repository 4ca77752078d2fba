"use client";

import { Pill, TagsInput } from "@mantine/core";
import { readAddressList } from "@packpost/core/address/read-address-list";
import { MOST_ADDRESSES } from "@packpost/core/delivery/preview-limits";
import { useState } from "react";
import classes from "./preview-dialog.module.css";

interface AddressFieldProps {
  value: readonly string[];
  onChange: (value: string[]) => void;
}

/** Addresses divided by commas; what is none is marked where it stands. */
export function AddressField({ value, onChange }: AddressFieldProps) {
  const [typed, setTyped] = useState("");
  const change = (entries: readonly string[]) =>
    onChange(readAddressList(entries.join("\n")).map(({ text }) => text));
  return (
    <TagsInput
      label="To"
      description={`Up to ${MOST_ADDRESSES} addresses, divided by commas`}
      data-autofocus
      // In the dialog's own layer: what lies outside it is out of reach.
      comboboxProps={{ withinPortal: false }}
      inputMode="email"
      // What is pasted is taken apart by change(): a comma can belong to a name.
      splitChars={noSplitting}
      value={[...value]}
      onChange={change}
      searchValue={typed}
      // Keyboards of phones tell no key: what is typed is divided here, not by its keys.
      onSearchChange={(text) => {
        // A comma behind words may be one of a name: `Brown, Tom <…>`.
        const divided =
          /[,;\n،；、，]\s*$/.test(text) && (readAddressList(text).at(-1)?.text.includes("@") ?? false);
        if (divided) change([...value, text]);
        setTyped(divided ? "" : text);
      }}
      error={findFault(value)}
      clearable
      classNames={{ inputField: classes.field ?? "" }}
      renderPill={({ value: entry, onRemove }) => {
        const fault = faultOf(String(entry));
        return (
          <Pill
            withRemoveButton
            onRemove={() => onRemove?.()}
            removeButtonProps={{ "aria-label": `Remove ${entry}` }}
            classNames={{ root: (fault === null ? undefined : classes.bad) ?? "" }}
            title={fault ?? undefined}
          >
            {entry}
          </Pill>
        );
      }}
    />
  );
}

/** What is wrong with the list; null when it can be sent to. */
export function findFault(entries: readonly string[]): string | null {
  const faults = entries.filter((entry) => faultOf(entry) !== null);
  const bad = faults.map((entry) => `“${entry}”`);
  if (bad.length === 1)
    return `${bad[0]} is not an email address. ${faultOf(faults[0] ?? "")} Correct or remove it.`;
  if (bad.length > 1) return `${bad.join(", ")} are not email addresses. Correct or remove them.`;
  return entries.length > MOST_ADDRESSES ? `At most ${MOST_ADDRESSES} addresses at once.` : null;
}

/** What is wrong with one entry. */
function faultOf(entry: string): string | null {
  return readAddressList(entry).find(({ fault }) => fault !== null)?.fault ?? null;
}

const noSplitting: string[] = [];
