"use client";

import { parseAsString, useChangeQuery, useQueryState } from "#web/components/table/query-state.ts";
import { formatCount } from "../form/format-number.ts";
import classes from "./filter-chips.module.css";

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
    <fieldset className={classes.row}>
      <legend className={classes.legend}>{label}</legend>
      <Chip {...all} pressed={chosen === null} onPress={() => choose(null)} />
      {chips.map((chip) => (
        <Chip
          key={chip.value}
          {...chip}
          pressed={chosen === chip.value}
          onPress={() => choose(chosen === chip.value ? null : chip.value)}
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
