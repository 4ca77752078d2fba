import type { ComponentPropsWithRef } from "react";
import classes from "./button.module.css";
import { type ButtonLook, ButtonWords, lookOf } from "./button-look.tsx";
import { pressOnce } from "./press-once.ts";

interface ButtonProps extends ButtonLook, Omit<ComponentPropsWithRef<"button">, keyof ButtonLook> {
  /** What it does is under way. */
  loading?: boolean | undefined;
}

/**
 * A button. It keeps the focus while it is loading: one that is off would drop it. A press does nothing then,
 * nor does the second half of a double-click: whoever double-clicks means one deed, however soon the first is done.
 */
export function Button({
  variant,
  size,
  color,
  fullWidth,
  leftSection,
  loading = false,
  disabled = false,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      {...lookOf({ variant, size, color, fullWidth }, className)}
      disabled={disabled}
      {...(loading && { "data-loading": true, "aria-busy": true, "aria-disabled": true })}
      onClick={pressOnce(onClick, loading)}
    >
      {loading && <span className={classes.loader} aria-hidden />}
      <ButtonWords icon={leftSection}>{children}</ButtonWords>
    </button>
  );
}
