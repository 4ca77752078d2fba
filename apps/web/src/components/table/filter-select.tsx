"use client";

import { NativeSelect } from "@mantine/core";
import classes from "./filter-select.module.css";
import { parseAsString, useQueryState } from "./query-state.ts";

interface FilterSelectProps {
  /** Name of the URL parameter. */
  param: string;
  /** What is filtered, for screen readers. */
  label: string;
  /** While nothing is chosen: "Any pass". */
  all: string;
  choices: readonly { value: string; label: string }[];
}

/** A filter of many or rarely used values; the choice lives in the URL. */
export function FilterSelect({ param, label, all, choices }: FilterSelectProps) {
  const [chosen, choose] = useQueryState(param, parseAsString);
  const known = choices.some(({ value }) => value === chosen) ? chosen : null;
  return (
    <NativeSelect
      aria-label={label}
      className={known === null ? undefined : (classes.chosen ?? "")}
      value={known ?? ""}
      data={[{ value: "", label: all }, ...choices]}
      onChange={({ currentTarget: { value } }) => choose(value === "" ? null : value)}
    />
  );
}
