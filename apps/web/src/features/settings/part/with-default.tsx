"use client";

import { type SettingWithDefault, settingsDefaults } from "@packpost/core/organisation/settings-defaults";
import type { ReactNode } from "react";
import classes from "./settings-part.module.css";
import type { SectionState } from "./use-section.ts";

interface WithDefaultProps {
  section: Pick<SectionState, "values" | "change">;
  /** The setting, or those that are set together. */
  name: SettingWithDefault | readonly SettingWithDefault[];
  /** What it is called, for screen readers. */
  label: string;
  /** The default in words. */
  words: string;
  children: ReactNode;
}

/** A field with its default below it, and the way back to that where it is something else (O2). */
export function WithDefault({ section, name, label, words, children }: WithDefaultProps) {
  const names: readonly SettingWithDefault[] = typeof name === "string" ? [name] : name;
  const isChanged = names.some((one) => plain(section.values[one]) !== plain(settingsDefaults[one]));
  return (
    <div className={classes.withDefault}>
      {children}
      <p className={classes.default}>
        Default: {words}
        {isChanged && (
          <button
            type="button"
            data-touch
            onClick={() => {
              for (const one of names) section.change(one, settingsDefaults[one]);
            }}
          >
            Reset to default<span className={classes.unseen}>: {label}</span>
          </button>
        )}
      </p>
    </div>
  );
}

/** Nothing typed is nothing saved, and a colour is the same in capitals. */
const plain = (value: string | number | null) =>
  typeof value === "string" ? value.toLowerCase() || null : value;
