"use client";

import { Popover, TextInput } from "@mantine/core";
import dynamic from "next/dynamic";
import { useState } from "react";
import { loadLater } from "#web/trpc/load-later.ts";
import classes from "./color-field.module.css";

/** Comes once somebody is in the field. */
const ColorChoice = dynamic(
  () => loadLater(() => import("./color-choice.tsx")).then((module) => module.ColorChoice),
  { ssr: false, loading: () => <div className={classes.place} aria-busy="true" /> },
);

interface ColorFieldProps {
  label: string;
  description: string;
  /** `#1f5c4d`, or what is being typed. */
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

/** A field for a colour, typed or chosen. What is none goes back to the last that was one. */
export function ColorField({ label, description, value, error, onChange }: ColorFieldProps) {
  const [opened, open] = useState(false);
  const [lastColor, setLastColor] = useState(value);
  const color = isColor(value) ? value : lastColor;
  if (color !== lastColor) setLastColor(color);
  return (
    <Popover
      opened={opened}
      onChange={open}
      position="bottom-start"
      offset={5}
      withRoles={false}
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <TextInput
          label={label}
          description={description}
          autoComplete="off"
          spellCheck={false}
          leftSection={<span className={classes.swatch} style={{ background: color }} />}
          leftSectionPointerEvents="none"
          value={value}
          error={error}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
          onFocus={() => open(true)}
          onClick={() => open(true)}
          onBlur={() => {
            open(false);
            if (value !== color) onChange(color);
          }}
        />
      </Popover.Target>
      {/* A press in it leaves the focus in the field. */}
      <Popover.Dropdown className={classes.dropdown} onMouseDown={(event) => event.preventDefault()}>
        <ColorChoice value={color} onChange={onChange} />
      </Popover.Dropdown>
    </Popover>
  );
}

function isColor(value: string): boolean {
  return /^#[0-9a-f]{6}$/i.test(value);
}
