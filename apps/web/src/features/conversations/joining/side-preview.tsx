"use client";

import type { PreviewSide } from "@packpost/core/joined-threads/preview-join";
import { Time } from "#web/components/time/time.tsx";
import classes from "./joining.module.css";

/** One side of what is to be joined or split: how much it is, and its newest words (T6). */
export function SidePreview({ title, side }: { title: string; side: PreviewSide }) {
  return (
    <section className={classes.side} aria-label={title}>
      <h3>{title}</h3>
      <p>
        {side.entries === 0 ? "Nothing yet" : side.entries === 1 ? "1 entry" : `${side.entries} entries`}
        {side.lastAt !== null && (
          <>
            , the newest <Time at={new Date(side.lastAt)} />
          </>
        )}
      </p>
      <ul>
        {side.newest.map(({ by, body, at }) => (
          <li key={at}>
            <b>{by ?? "They"}</b> {body}
          </li>
        ))}
      </ul>
    </section>
  );
}
