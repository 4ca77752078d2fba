"use client";

import { NativeSelect } from "@mantine/core";
import { targetsOf } from "@packpost/core/customer-import/columns/targets";
import type { ImportNoun } from "@packpost/core/customer-import/enums";
import classes from "./customer-import.module.css";

interface ColumnTableProps {
  noun: ImportNoun;
  columns: readonly string[];
  /** The first rows of the file. */
  rows: readonly (readonly string[])[];
  mapping: readonly (string | null)[];
  onChange: (mapping: (string | null)[]) => void;
}

const samples = 3;

/** Each column of the file with its first cells, and what it is. */
export function ColumnTable({ noun, columns, rows, mapping, onChange }: ColumnTableProps) {
  const chosen = new Set(mapping.filter((field) => field !== null));
  const left = columns.length - chosen.size;
  return (
    <>
      <ul className={classes.columns} aria-label="Columns of the file">
        {columns.map((name, at) => {
          const field = mapping[at] ?? null;
          const cells = rows.map((row) => row[at] ?? "").filter((cell) => cell.trim() !== "");
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: two columns can have one name
            <li key={at} data-left={field === null || undefined}>
              <div className={classes.column}>
                <b title={name}>{name}</b>
                <span className={classes.cells} title={cells.join("\n")}>
                  {cells.length === 0 ? "empty in the first rows" : cells.slice(0, samples).join(" · ")}
                </span>
              </div>
              <NativeSelect
                aria-label={`What “${name}” is`}
                value={field ?? ""}
                data={[
                  { value: "", label: "Not imported" },
                  ...targetsOf[noun].map((target) => ({
                    value: target.field,
                    label: target.title,
                    disabled: target.field !== field && chosen.has(target.field),
                  })),
                ]}
                onChange={({ currentTarget: { value } }) =>
                  onChange(
                    columns.map((_name, place) => (place === at ? value || null : (mapping[place] ?? null))),
                  )
                }
              />
            </li>
          );
        })}
      </ul>
      <p className={classes.remembered}>
        {chosen.size} of {columns.length} columns are imported{left > 0 ? "; the others are left out" : ""}.
        An empty cell changes nothing.
      </p>
    </>
  );
}
