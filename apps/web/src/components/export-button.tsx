"use client";

import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";

interface ExportButtonProps {
  /** Path of the file. */
  path: string;
  /** What the table is filtered by, as it stands in the page's URL; what is empty stays out. */
  filters: Readonly<Record<string, string | null>>;
  /** What the file holds, for screen readers: "Export the recipients". */
  label: string;
}

/** Downloads what a table shows as a file; the server answers with it piece by piece. */
export function ExportButton({ path, filters, label }: ExportButtonProps) {
  const query = new URLSearchParams(
    Object.entries(filters).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
  return (
    <Button
      component="a"
      href={query.size === 0 ? path : `${path}?${query}`}
      download
      variant="default"
      size="sm"
      aria-label={label}
      title="As a CSV file, with the filter and search of this table"
      leftSection={<IconDownload size={16} stroke={1.8} aria-hidden />}
    >
      Export
    </Button>
  );
}
