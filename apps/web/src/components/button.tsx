import { Button as MantineButton, type ButtonProps as MantineButtonProps } from "@mantine/core";
import type { ComponentPropsWithRef } from "react";

type ButtonProps = MantineButtonProps & Omit<ComponentPropsWithRef<"button">, keyof MantineButtonProps>;

/** Mantine's button, which keeps the focus while it is loading: one that is off would drop it. A press does nothing then. */
export function Button(props: ButtonProps) {
  const { loading = false, disabled = false } = props;
  const keeps = loading && !disabled;
  return <MantineButton {...props} {...(keeps && { renderRoot: renderBusy })} />;
}

function renderBusy({ disabled: _, ...root }: ComponentPropsWithRef<"button">) {
  return (
    <button type="button" {...root} aria-disabled aria-busy onClick={(event) => event.preventDefault()} />
  );
}
