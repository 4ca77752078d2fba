"use client";

import { IconDownload } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { type ButtonLook, ButtonWords, lookOf } from "#web/components/form/button-look.tsx";
import classes from "./export-button.module.css";
import { type FileFilters, useDownload } from "./use-download.ts";

interface ExportButtonProps {
  /** Path of the file. */
  path: string;
  /** What the table is filtered by, as it stands in the page's URL under the same names; what is empty stays out. */
  filters: FileFilters;
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
  const { href, problem, download } = useDownload(path, filters);
  return (
    <div className={classes.export}>
      <a
        href={href}
        download
        onClick={(event) => {
          event.preventDefault();
          void download();
        }}
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
