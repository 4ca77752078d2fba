"use client";

import type { Icon } from "@tabler/icons-react";
import type { ComponentPropsWithRef } from "react";
import { pressOnce } from "#web/components/form/press-once.ts";
import classes from "./row-button.module.css";

interface RowButtonProps extends ComponentPropsWithRef<"button"> {
  icon: Icon;
  label: string;
}

/** At the end of a line: what can be done with it. */
export function RowButton({ icon: Icon, label, onClick, ...rest }: RowButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={classes.button}
      aria-label={label}
      title={label}
      onClick={pressOnce(onClick, false)}
    >
      <Icon size={16} stroke={1.7} aria-hidden />
    </button>
  );
}
