"use client";

import { IconX } from "@tabler/icons-react";
import { type ReactNode, useId, useLayoutEffect, useRef } from "react";
import { contentOfPage, rememberPlace } from "../page/focus-place.ts";
import classes from "./dialog.module.css";
import { useBackCloses } from "./use-back-closes.ts";

interface DialogProps {
  opened: boolean;
  onClose: () => void;
  title: ReactNode;
  /** CSS pixels; never wider than the window. */
  width: number;
  /** "side": a panel at the right edge, on a phone the whole screen. */
  placement?: "side";
  /** Esc and a press outside do nothing while something is under way that must be seen to its end. */
  locked?: boolean;
  /** Its own parameter of the URL opens it, which was pushed: Back closes it as it is. */
  inUrl?: boolean;
  children: ReactNode;
}

/**
 * A dialog by the browser's own `<dialog>`: it keeps the focus, everything behind it is out of reach, Esc closes it
 * alone, on a phone Back too, and the focus goes back to whatever opened it, or to what stands next to that when it is gone.
 */
export function Dialog({ opened, ...props }: DialogProps) {
  return opened ? <OpenDialog {...props} /> : null;
}

function OpenDialog({
  onClose,
  title,
  width,
  placement,
  locked = false,
  inUrl = false,
  children,
}: Omit<DialogProps, "opened">) {
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  /** A press that begins in the dialog, e.g. marking text, and ends outside is none to close it. */
  const pressedOutside = useRef(false);
  useLayoutEffect(() => {
    const { current } = dialog;
    if (current === null) return;
    const { activeElement } = document;
    const isSomewhere = activeElement instanceof HTMLElement && activeElement !== document.body;
    const goBack = isSomewhere ? rememberPlace(activeElement) : contentOfPage;
    current.showModal();
    current.querySelector<HTMLElement>("[data-autofocus]")?.focus();
    return () => {
      // Closed before it is taken away, so that the browser gives the focus back; what opened it may be gone.
      current.close();
      goBack()?.focus({ preventScroll: true });
    };
  }, []);
  const close = () => {
    if (!locked) onClose();
  };
  useBackCloses(!inUrl, close);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc is what the keyboard has for it
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      className={classes.root}
      data-placement={placement}
      style={{ width: `min(${width}px, 100%)` }}
      onCancel={(event) => {
        if (event.target !== dialog.current) return;
        event.preventDefault();
        close();
      }}
      onClose={(event) => {
        // A second Esc closes it whatever was said to the first: the browser does not ask again.
        if (event.target !== dialog.current) return;
        if (locked) dialog.current.showModal();
        else onClose();
      }}
      onPointerDown={(event) => {
        pressedOutside.current = event.target === event.currentTarget;
      }}
      onClick={(event) => {
        if (pressedOutside.current && event.target === event.currentTarget) close();
      }}
    >
      <div className={classes.surface}>
        <div className={classes.head}>
          <h2 id={titleId} className={classes.title}>
            {title}
          </h2>
          <button type="button" className={classes.close} aria-label="Close" onClick={onClose}>
            <IconX size={18} stroke={1.8} aria-hidden />
          </button>
        </div>
        <div className={classes.body}>{children}</div>
      </div>
    </dialog>
  );
}
