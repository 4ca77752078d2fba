"use client";

import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from "react";
import { placePopover } from "../overlay/place-popover.ts";
import classes from "./completion.module.css";

/** One thing that may be meant by what is typed. */
export interface Completion {
  id: string;
  label: string;
  detail?: string;
}

interface CompletionOptions {
  /** The field one types in. */
  field: RefObject<HTMLInputElement | HTMLTextAreaElement | null>;
  /** Names the list for screen readers. */
  label: string;
  completions: readonly Completion[];
  /** Said when there is none; null: then no list opens. */
  none: string | null;
  /** The first one is chosen by Enter without arrows, where whoever types means one of them; else Enter is the field's own. */
  firstChosen?: boolean;
  onChoose: (completion: Completion) => void;
}

/**
 * A list below a field of what may be meant: arrows move, Enter or a press chooses, Esc closes it alone. The focus stays
 * in the field, and Enter without a choice is the field's own.
 *
 * @returns what the field gets, and the list to put beside it
 */
export function useCompletion({
  field,
  label,
  completions,
  none,
  firstChosen = false,
  onChoose,
}: CompletionOptions) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [wanted, want] = useState(false);
  const unmoved = firstChosen ? 0 : -1;
  const [at, move] = useState(unmoved);
  const opened = wanted && (completions.length > 0 || none !== null);
  const active = opened ? completions[at] : undefined;

  useEffect(() => {
    const { current } = list;
    if (current === null || field.current === null) return;
    if (!opened) return current.hidePopover();
    current.showPopover();
    placePopover(field.current, current, "start");
  }, [opened, field]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another answer is another list
  useEffect(() => move(unmoved), [completions.map((completion) => completion.id).join(" ")]);

  // The pointer moves what is chosen, so that one alone is; resting there while one types, or gone, it means nothing.
  const pointed = useRef(false);
  const point = (index: number) => {
    if (index === at) return;
    pointed.current = true;
    move(index);
  };
  const unpoint = () => {
    if (!pointed.current) return;
    pointed.current = false;
    move(unmoved);
  };
  const choose = (completion: Completion) => {
    want(false);
    onChoose(completion);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && (opened || (!wanted && step === 1 && completions.length > 0))) {
      event.preventDefault();
      want(true);
      pointed.current = false;
      const count = completions.length;
      move(!opened ? 0 : at === -1 && step === -1 ? count - 1 : (at + step + count) % count);
    } else if (event.key === "Enter" && active !== undefined && !event.nativeEvent.isComposing) {
      event.preventDefault();
      choose(active);
    } else if (event.key === "Escape" && opened) {
      event.preventDefault();
      event.stopPropagation();
      want(false);
    }
  };
  return {
    open: () => {
      unpoint();
      want(true);
    },
    fieldProps: {
      "aria-autocomplete": "list" as const,
      "aria-controls": opened ? id : undefined,
      "aria-activedescendant": active === undefined ? undefined : `${id}-${active.id}`,
      autoComplete: "off",
      onKeyDown,
      onBlur: () => want(false),
    },
    list: (
      <div ref={list} popover="manual" className={classes.list}>
        <div id={id} role="listbox" aria-label={label} onPointerLeave={unpoint}>
          {completions.map((completion, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
            // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field
            <div
              key={completion.id}
              id={`${id}-${completion.id}`}
              role="option"
              aria-selected={index === at}
              className={classes.option}
              // Keeps the focus in the field.
              onPointerDown={(event) => event.preventDefault()}
              onPointerMove={({ pointerType }) => pointerType === "mouse" && point(index)}
              onClick={() => choose(completion)}
            >
              <span>{completion.label}</span>
              {completion.detail !== undefined && <span className={classes.detail}>{completion.detail}</span>}
            </div>
          ))}
        </div>
        {completions.length === 0 && none !== null && <p className={classes.none}>{none}</p>}
      </div>
    ),
  };
}
