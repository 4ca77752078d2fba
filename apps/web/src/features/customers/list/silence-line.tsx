"use client";

import type { SilentCounts } from "@packpost/core/customer/silence/count-silent";
import type { Silence } from "@packpost/core/customer/states";
import { IconMoonStars } from "@tabler/icons-react";
import { formatCount } from "#web/components/form/format-number.ts";
import { useChangeQuery } from "#web/components/table/query-state.ts";
import classes from "./silence-line.module.css";

/** As core's MOST_COUNTED: a page loads no server code for a number. */
const MOST_COUNTED = 10_000;

/** Who falls silent soon (P7): each figure shows who they are; of those shown, of which passes they are. */
export function SilenceLine({
  counts,
  silence,
  passId,
}: {
  counts: SilentCounts;
  silence: Silence | null;
  passId: string | null;
}) {
  const change = useChangeQuery();
  const { in30, in90, passes } = counts;
  if (in90 === 0 && silence === null) return null;
  const show = (next: Silence, pass: string | null) => change({ silent: next, pass }, "push");
  const shown = silence === "in_30" || silence === "in_90" ? silence : null;
  const figure = (next: "in_30" | "in_90", count: number, words: string) => (
    <button
      type="button"
      className={classes.figure}
      aria-pressed={shown === next}
      onClick={() => (shown === next ? change({ silent: null, pass: null }) : show(next, null))}
    >
      <b>{formatMost(count)}</b> {words}
    </button>
  );
  return (
    <section className={classes.root} aria-label="Who falls silent">
      <p className={classes.line}>
        <IconMoonStars size={17} stroke={1.7} aria-hidden />
        <span>Get no more campaigns unless they come:</span>
        {figure("in_30", in30, "within 30 days")}
        {figure("in_90", in90, "within 90 days")}
      </p>
      {shown !== null && passes !== null && passes.length > 0 && (
        <p className={classes.line}>
          <span>Of these hold or asked for</span>
          {passes
            .map((pass) => ({ ...pass, count: shown === "in_30" ? pass.in30 : pass.in90 }))
            .filter(({ count }) => count > 0)
            .map(({ id, name, count }) => (
              <button
                key={id}
                type="button"
                className={classes.figure}
                aria-pressed={passId === id}
                onClick={() => show(shown, passId === id ? null : id)}
              >
                {name} <b>{formatCount(count)}</b>
              </button>
            ))}
        </p>
      )}
    </section>
  );
}

function formatMost(count: number): string {
  return count >= MOST_COUNTED ? `${formatCount(MOST_COUNTED)} or more` : formatCount(count);
}
