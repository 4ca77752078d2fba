import type { ComponentPropsWithRef, MouseEvent, ReactNode } from "react";
import classes from "./press.module.css";

interface PressProps extends ComponentPropsWithRef<"button"> {
  /** Its work is under way: it keeps the focus, and a press does nothing. */
  busy?: boolean;
  quiet?: boolean;
  wide?: boolean;
}

/** A button of the customers' pages. The second half of a double-click does nothing. */
export function Press({ busy = false, quiet = false, wide = false, onClick, ...props }: PressProps) {
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (busy || event.detail > 1) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      type="button"
      {...props}
      className={classes.button}
      data-quiet={quiet || undefined}
      data-wide={wide || undefined}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={press}
    />
  );
}

/** A link that looks like the button. */
export function PressLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} className={classes.button} data-wide>
      {children}
    </a>
  );
}

/** A button that reads as a link; a double-click is one press, as with {@link Press}. */
export function PlainPress({ onClick, ...props }: ComponentPropsWithRef<"button">) {
  const press = (event: MouseEvent<HTMLButtonElement>) =>
    event.detail > 1 ? event.preventDefault() : onClick?.(event);
  return <button type="button" {...props} className={classes.plain} onClick={press} />;
}
