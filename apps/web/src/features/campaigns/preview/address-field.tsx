"use client";

import { Pill, TagsInput } from "@mantine/core";
import { MOST_ADDRESSES, parseAddresses } from "@packpost/core/mail/parse-addresses";
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
    onChange(parseAddresses(entries.join(",")).map(({ text }) => text));
  return (
    <TagsInput
      label="To"
      description={`Up to ${MOST_ADDRESSES} addresses, divided by commas`}
      data-autofocus
      // In the dialog's own layer: what lies outside it is out of reach.
      comboboxProps={{ withinPortal: false }}
      inputMode="email"
      splitChars={[",", ";", "\n"]}
      value={[...value]}
      onChange={change}
      searchValue={typed}
      // Keyboards of phones tell no key: what is typed is divided here, not by its keys.
      onSearchChange={(text) => {
        const divided = /[,;\n]/.test(text);
        if (divided) change([...value, text]);
        setTyped(divided ? "" : text);
      }}
      error={findFault(value)}
      clearable
      classNames={{ inputField: classes.field ?? "" }}
      renderPill={({ value: entry, onRemove }) => {
        const bad = isBad(String(entry));
        return (
          <Pill
            withRemoveButton
            onRemove={() => onRemove?.()}
            removeButtonProps={{ "aria-label": `Remove ${entry}` }}
            classNames={{ root: (bad ? classes.bad : undefined) ?? "" }}
            title={bad ? "Not an email address" : undefined}
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
  const bad = entries.filter(isBad).map((entry) => `“${entry}”`);
  if (bad.length === 1) return `${bad[0]} is not an email address. Correct or remove it.`;
  if (bad.length > 1) return `${bad.join(", ")} are not email addresses. Correct or remove them.`;
  return entries.length > MOST_ADDRESSES ? `At most ${MOST_ADDRESSES} addresses at once.` : null;
}

function isBad(entry: string): boolean {
  return parseAddresses(entry).some(({ address }) => address === null);
}
