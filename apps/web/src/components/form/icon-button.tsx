import type { ComponentPropsWithRef } from "react";
import classes from "./icon-button.module.css";
import { pressOnce } from "./press-once.ts";

interface IconButtonProps extends Omit<ComponentPropsWithRef<"button">, "style"> {
  /** What it does, for whoever sees no icon. */
  "aria-label": string;
  variant?: "subtle" | "default";
  /** Of its sides, in pixels; a finger gets 44. */
  sidePx?: number;
  /** What it does is under way. */
  loading?: boolean;
}

/** A button of an icon alone: in rows of tables, toolbars, fields. */
export function IconButton({
  variant = "subtle",
  sidePx = 28,
  loading = false,
  className = "",
  onClick,
  ...rest
}: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={`mantine-focus-auto ${classes.root} ${className}`}
      data-variant={variant}
      style={{ width: sidePx, height: sidePx }}
      {...(loading && { "aria-busy": true, "aria-disabled": true })}
      onClick={pressOnce(onClick, loading)}
    />
  );
}
