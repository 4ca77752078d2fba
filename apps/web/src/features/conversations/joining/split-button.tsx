"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { loadLater } from "#web/trpc/load-later.ts";
import classes from "./joining.module.css";

const SplitDialog = dynamic(
  () => loadLater(() => import("./split-dialog.tsx")).then((module) => module.SplitDialog),
  { ssr: false },
);

/** Takes a joined conversation out again, both sides shown before (T6). */
export function SplitButton({ strangerThreadId }: { strangerThreadId: string }) {
  const [opened, open] = useState(false);
  return (
    <>
      {" "}
      <button type="button" className={classes.inline} onClick={() => open(true)} data-touch>
        Split again
      </button>
      {opened && <SplitDialog strangerThreadId={strangerThreadId} onClose={() => open(false)} />}
    </>
  );
}
