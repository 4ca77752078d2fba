import { Button as MantineButton, type ButtonProps as MantineButtonProps } from "@mantine/core";
import type { ComponentPropsWithRef, MouseEvent } from "react";

type ButtonProps = MantineButtonProps & Omit<ComponentPropsWithRef<"button">, keyof MantineButtonProps>;

/**
 * Mantine's button, which keeps the focus while it is loading: one that is off would drop it. A press does nothing then,
 * nor does the second half of a double-click: whoever double-clicks means one deed, however soon the first is done.
 */
export function Button(props: ButtonProps) {
  const { loading = false, disabled = false, onClick } = props;
  const keeps = loading && !disabled;
  const press = (event: MouseEvent<HTMLButtonElement>) =>
    event.detail > 1 ? event.preventDefault() : onClick?.(event);
  return <MantineButton {...props} onClick={press} {...(keeps && { renderRoot: renderBusy })} />;
}

function renderBusy({ disabled: _, ...root }: ComponentPropsWithRef<"button">) {
  return (
    <button type="button" {...root} aria-disabled aria-busy onClick={(event) => event.preventDefault()} />
  );
}
