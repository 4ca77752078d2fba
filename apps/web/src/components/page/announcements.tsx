"use client";

import { IconX } from "@tabler/icons-react";
import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import { type Announced, announced, notifications } from "./announce.ts";
import classes from "./announcements.module.css";
import { contentOfPage, rememberPlace } from "./focus-place.ts";

/** Where announcements appear. The live region is there from the start, so that screen readers hear the first one too. */
export function Announcements() {
  const shown = useSyncExternalStore(announced.subscribe, announced.read, announced.readOnServer);
  return (
    <section className={classes.root} aria-label="Announcements" aria-live="polite" data-announcements>
      {shown.map((one) => (
        <Line key={one.id} {...one} />
      ))}
    </section>
  );
}

/** It waits while pointer or focus is on it; however it ends, the focus it held goes back to where it came from. */
function Line({ id, color, title, message, autoClose }: Announced) {
  const [held, setHeld] = useState(false);
  const line = useRef<HTMLDivElement>(null);
  const goBack = useRef(contentOfPage);
  useLayoutEffect(() => {
    const { current } = line;
    return () => {
      if (current?.contains(document.activeElement)) goBack.current()?.focus({ preventScroll: true });
    };
  }, []);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => notifications.hide(id), autoClose);
    return () => clearTimeout(timer);
  }, [held, id, autoClose]);
  const close = () => notifications.hide(id);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only holds still while somebody is reading it
    <div
      ref={line}
      className={classes.line}
      data-color={color}
      role={color === "red" ? "alert" : undefined}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={({ relatedTarget, currentTarget }) => {
        setHeld(true);
        if (relatedTarget instanceof HTMLElement && !currentTarget.contains(relatedTarget))
          goBack.current = rememberPlace(relatedTarget);
      }}
      onBlur={() => setHeld(false)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        close();
      }}
    >
      <div className={classes.words}>
        {title !== undefined && <b>{title}</b>}
        <div>{message}</div>
      </div>
      <button
        type="button"
        className={classes.close}
        aria-label="Close"
        data-mantine-stop-propagation="true"
        onClick={close}
      >
        <IconX size={16} stroke={1.8} aria-hidden />
      </button>
    </div>
  );
}
