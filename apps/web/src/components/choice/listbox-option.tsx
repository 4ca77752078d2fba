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
  /** The pointer is on it: Enter would choose it, so that one alone is marked. */
  onPoint: () => void;
  onChoose: () => void;
}

/** One of what a field has found: the focus and the keys stay in the field. */
export function ListboxOption(props: ListboxOptionProps) {
  const { id, name, about, active, inline = false, onPoint, onChoose } = props;
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
      onPointerMove={({ pointerType }) => pointerType === "mouse" && !active && onPoint()}
      onClick={onChoose}
    >
      <b>{name}</b>
      <span title={about}>{about}</span>
    </div>
  );
}
