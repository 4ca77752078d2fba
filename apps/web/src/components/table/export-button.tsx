"use client";

import { IconDownload } from "@tabler/icons-react";
import { type MouseEvent, type ReactNode, useState } from "react";
import { type ButtonLook, ButtonWords, lookOf } from "#web/components/form/button-look.tsx";
import classes from "./export-button.module.css";

interface ExportButtonProps {
  /** Path of the file. */
  path: string;
  /** What the table is filtered by, as it stands in the page's URL under the same names; what is empty stays out. */
  filters: Readonly<Record<string, string | null>>;
  /** What the file holds, for screen readers: "Export the recipients". */
  label: string;
  /** Shown on it, and how it looks; "Export" as other buttons unless told otherwise. */
  word?: string;
  look?: ButtonLook;
  icon?: ReactNode;
}

/** Downloads what a table shows as a file; the server answers with it piece by piece. */
export function ExportButton({
  path,
  filters,
  label,
  word = "Export",
  look = { variant: "default" },
  icon = <IconDownload size={16} stroke={1.8} aria-hidden />,
}: ExportButtonProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const href = pathOf(path, filters);
  // Asked first, since a browser tells of a refused download in words of its own, or not at all.
  const download = async (event: MouseEvent) => {
    event.preventDefault();
    setProblem(null);
    // What stands in the URL now: a filter pressed just before is drawn a moment later.
    const url = new URLSearchParams(window.location.search);
    const href = pathOf(path, Object.fromEntries(Object.keys(filters).map((name) => [name, url.get(name)])));
    const answer = await fetch(href, { method: "HEAD" }).catch(() => null);
    if (answer?.ok) window.location.assign(href);
    else setProblem(formatRefusal(answer));
  };
  return (
    <div className={classes.export}>
      <a
        href={href}
        download
        onClick={download}
        {...lookOf(look)}
        aria-label={label}
        title={href === path ? "As a CSV file" : "As a CSV file, with the filter and search of this table"}
      >
        <ButtonWords icon={icon}>{word}</ButtonWords>
      </a>
      <p role="status" className={classes.problem}>
        {problem}
      </p>
    </div>
  );
}

function pathOf(path: string, filters: ExportButtonProps["filters"]): string {
  const query = new URLSearchParams(
    Object.entries(filters).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
  return query.size === 0 ? path : `${path}?${query}`;
}

/** @param answer null when there was none */
function formatRefusal(answer: Response | null): string {
  if (answer === null) return "Packpost cannot be reached. Check the connection, then try again.";
  if (answer.status === 401) return "You are signed out. Sign in, then try again.";
  if (answer.status === 503)
    return "Other files are being downloaded just now. Try again when they are done.";
  return "This file could not be made. Reload the page, then try again.";
}
