"use client";

import { TextInput } from "@mantine/core";
import { useState } from "react";
import { readNumber, writeNumber } from "./read-number.ts";

interface NumberFieldProps {
  label: string;
  description: string;
  placeholder?: string;
  required?: boolean;
  /** A number; null when empty; whatever was typed where that is no number. */
  value: string | number | null;
  error: string | undefined;
  onChange: (value: string | number | null) => void;
}

/** A field for a number. What is typed stays as it is typed, a minus too, until saving says what is wrong with it. */
export function NumberField({ value, onChange, error, ...field }: NumberFieldProps) {
  const [typed, setTyped] = useState(() => writeNumber(value));
  // Taken back, or saved by somebody else.
  const shown = readNumber(typed) === value ? typed : writeNumber(value);
  return (
    <TextInput
      {...field}
      inputMode="numeric"
      autoComplete="off"
      value={shown}
      error={error}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        onChange(readNumber(currentTarget.value));
      }}
    />
  );
}
