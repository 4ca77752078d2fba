"use client";

import { parseAsString, useChangeQuery, useQueryState } from "#web/components/table/query-state.ts";
import { Chip } from "../choice/chip.tsx";
import { ChipRow } from "../choice/chip-row.tsx";

interface FilterChip {
  value: string;
  label: string;
  count?: number;
}

interface FilterChipsProps {
  /** Name of the URL parameter, e.g. "status". */
  param: string;
  /** Narrower filters of the URL that a choice here takes away. */
  clears?: readonly string[];
  /** What is filtered, for screen readers: "Status". */
  label: string;
  chips: readonly FilterChip[];
  /** The chip that takes the filter away. */
  all: { label: string; count?: number };
}

/** One filter as a row of chips; the choice lives in the URL. */
export function FilterChips({ param, clears = [], label, chips, all }: FilterChipsProps) {
  const [chosen] = useQueryState(param, parseAsString);
  const change = useChangeQuery();
  const choose = (value: string | null) =>
    change({ ...Object.fromEntries(clears.map((name) => [name, null])), [param]: value });
  return (
    <ChipRow label={label} scrolls>
      <Chip count={all.count} chosen={chosen === null} onClick={() => choose(null)}>
        {all.label}
      </Chip>
      {chips.map(({ value, label: words, count }) => (
        <Chip
          key={value}
          count={count}
          chosen={chosen === value}
          onClick={() => choose(chosen === value ? null : value)}
        >
          {words}
        </Chip>
      ))}
    </ChipRow>
  );
}
