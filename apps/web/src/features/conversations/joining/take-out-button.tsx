"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { loadLater } from "#web/trpc/load-later.ts";
import classes from "./joining.module.css";

const TakeOutDialog = dynamic(
  () => loadLater(() => import("./take-out-dialog.tsx")).then((module) => module.TakeOutDialog),
  { ssr: false },
);

/** Takes an email out again that was put into the wrong family's conversation (T42). */
export function TakeOutButton({ mailId }: { mailId: string }) {
  const [opened, open] = useState(false);
  return (
    <>
      {" "}
      <button type="button" className={classes.inline} onClick={() => open(true)} data-touch>
        Take it out again
      </button>
      {opened && <TakeOutDialog mailId={mailId} onClose={() => open(false)} />}
    </>
  );
}
