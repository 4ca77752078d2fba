"use client";

import { IconSearch } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { useEffect, useState, useSyncExternalStore } from "react";
import { loadLater } from "#web/trpc/load-later.ts";
import classes from "./palette.module.css";
import type { Viewer } from "./use-palette-items.ts";

const PaletteDialog = dynamic(
  () => loadLater(() => import("./palette-dialog.tsx")).then((module) => module.PaletteDialog),
  { ssr: false },
);

/** The magnifier of the top bar, and Ctrl+K or ⌘K on every page: loads the palette when it is first wanted. */
export function PaletteOpener({ viewer }: { viewer: Viewer }) {
  const [opened, setOpened] = useState(false);
  const isMac = useSyncExternalStore(
    () => () => undefined,
    () => /mac|iphone|ipad/i.test(navigator.userAgent),
    () => false,
  );
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (
        event.key.toLowerCase() !== "k" ||
        !(event.metaKey || event.ctrlKey) ||
        event.altKey ||
        event.shiftKey
      )
        return;
      event.preventDefault();
      // Above another dialog it would lead away from what is not done there.
      if (!event.repeat && document.querySelector("dialog:modal") === null) setOpened(true);
    };
    document.addEventListener("keydown", hear);
    return () => document.removeEventListener("keydown", hear);
  }, []);
  return (
    <>
      <button
        type="button"
        className={classes.opener}
        aria-label="Search or jump …"
        aria-keyshortcuts="Control+K Meta+K"
        aria-haspopup="dialog"
        data-touch
        onClick={() => setOpened(true)}
      >
        <IconSearch size={17} stroke={1.8} aria-hidden />
        <span className={classes.words}>Search or jump …</span>
        <span className={classes.keys} data-keys={isMac ? "⌘K" : "Ctrl K"} aria-hidden="true" />
      </button>
      {opened && <PaletteDialog viewer={viewer} onClose={() => setOpened(false)} />}
    </>
  );
}
