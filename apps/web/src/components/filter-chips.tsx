"use client";

import { parseAsString, useQueryState } from "#web/components/query-state.ts";
import classes from "./filter-chips.module.css";
import { formatCount } from "./format-number.ts";

interface FilterChip {
  value: string;
  label: string;
  count?: number;
}

interface FilterChipsProps {
  /** Name of the URL parameter, e.g. "status". */
  param: string;
  /** What is filtered, for screen readers: "Status". */
  label: string;
  chips: readonly FilterChip[];
  /** The chip that takes the filter away. */
  all: { label: string; count?: number };
}

/** One filter as a row of chips; the choice lives in the URL. */
export function FilterChips({ param, label, chips, all }: FilterChipsProps) {
  const [chosen, choose] = useQueryState(param, parseAsString);
  return (
    <fieldset className={classes.row}>
      <legend className={classes.legend}>{label}</legend>
      <Chip {...all} pressed={chosen === null} onPress={() => void choose(null)} />
      {chips.map((chip) => (
        <Chip
          key={chip.value}
          {...chip}
          pressed={chosen === chip.value}
          onPress={() => void choose(chosen === chip.value ? null : chip.value)}
        />
      ))}
    </fieldset>
  );
}

interface ChipProps {
  label: string;
  count?: number;
  pressed: boolean;
  onPress: () => void;
}

function Chip({ label, count, pressed, onPress }: ChipProps) {
  return (
    <button type="button" className={classes.chip} aria-pressed={pressed} onClick={onPress}>
      {label}
      {count !== undefined && <span className={classes.count}> {formatCount(count)}</span>}
    </button>
  );
}
