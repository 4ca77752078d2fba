import type { ReactNode } from "react";
import classes from "./button.module.css";

/** How a button looks, whatever element it is. */
export interface ButtonLook {
  variant?: "filled" | "default" | "light" | "subtle" | "outline" | undefined;
  size?: "xs" | "sm" | "md" | "lg" | "compact-xs" | "compact-sm" | "compact-md" | undefined;
  /** Red: what it does is hard to take back; grey: a quiet way out. */
  color?: "red" | "gray" | undefined;
  fullWidth?: boolean | undefined;
  leftSection?: ReactNode;
}

/** What a button's element carries for its look. @param className of the place where it stands */
export function lookOf({ variant = "filled", size = "sm", color, fullWidth }: ButtonLook, className = "") {
  return {
    className: `mantine-focus-auto ${classes.root} ${className}`,
    "data-variant": variant,
    "data-size": size,
    "data-color": color,
    "data-block": fullWidth || undefined,
  };
}

/** What stands in a button: its icon and its words. */
export function ButtonWords({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <span className={classes.inner}>
      {icon !== undefined && (
        <span className={classes.icon} data-button-icon>
          {icon}
        </span>
      )}
      <span className={classes.label}>{children}</span>
    </span>
  );
}
