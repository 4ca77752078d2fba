"use client";

import classes from "./option.module.css";

interface ListboxOptionProps {
  /** By which the field above says which one Enter would choose. */
  id: string;
  name: string;
  about: string;
  /** It is what Enter would choose. */
  active: boolean;
  /** Name and the rest in one line. */
  inline?: boolean;
  onChoose: () => void;
}

/** One of what a field has found: the focus and the keys stay in the field. */
export function ListboxOption({ id, name, about, active, inline = false, onChoose }: ListboxOptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field
    <div
      id={id}
      role="option"
      aria-selected={active}
      className={classes.option}
      data-inline={inline || undefined}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <b>{name}</b>
      <span title={about}>{about}</span>
    </div>
  );
}
