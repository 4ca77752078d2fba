"use client";

import { type FigureName, isFigureName } from "@packpost/core/campaign/figures";
import { parseAsString, useChangeQuery, useQueryState } from "#web/components/table/query-state.ts";

interface Narrower {
  /** Of the skipped: those with this reason. */
  reason?: string;
  /** Who followed this link. */
  link?: string;
  /** To whom it had happened by then (ISO). */
  until?: string;
}

/** Names of the URL's parameters that narrow a figure further. */
export const narrowing = ["reason", "link", "until"] as const;

/**
 * Whose rows the table of recipients shows, in the URL, so that it can be shared and Back takes it away.
 *
 * @returns `show` lets a figure lead to the people behind it, and the eye and the focus to the table; the same figure again shows all
 */
export function useRecipientChoice() {
  const [status] = useQueryState("status", parseAsString);
  const [reason] = useQueryState("reason", parseAsString);
  const [link] = useQueryState("link", parseAsString);
  const [until] = useQueryState("until", parseAsString);
  const change = useChangeQuery();
  const choice = { status, reason, link, until };
  const figure: FigureName = status !== null && isFigureName(status) ? status : "all";
  const isShown = (name: FigureName, narrower: Narrower = {}) =>
    figure === name && narrowing.every((key) => (narrower[key] ?? null) === choice[key]);
  const show = (name: FigureName, narrower: Narrower = {}) => {
    const again = isShown(name, narrower);
    const chosen = again ? "all" : name;
    const kept = again ? {} : narrower;
    change(
      { status: chosen === "all" ? null : chosen, reason: null, link: null, until: null, ...kept },
      "push",
    );
    if (!again) lookAtTable();
  };
  return { ...choice, figure, isShown, show };
}

/** Only where the table is out of sight: what is pressed beside it stays where it is. */
function lookAtTable(): void {
  const table = document.getElementById("recipients");
  const { top } = table?.getBoundingClientRect() ?? { top: 0 };
  if (top > window.innerHeight * 0.6 || top < 0)
    table?.scrollIntoView({ block: "start", behavior: calm() ? "auto" : "smooth" });
}

const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
