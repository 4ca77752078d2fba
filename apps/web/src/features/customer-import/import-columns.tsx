"use client";

import type { ImportLine } from "@packpost/core/customer-import/import-line";
import { ToneBadge } from "#web/components/status/status-badge.tsx";
import { tableColumns } from "#web/components/table/table-columns.ts";
import { Time } from "#web/components/time/time.tsx";
import classes from "./customer-import.module.css";
import { formatCounts, nounWords, stateWords } from "./import-words.ts";
import { stateIcons } from "./state-icons.ts";

const column = tableColumns<ImportLine>();

/** Which file, what it held, what became of it, who and when. */
export const importColumns = column.columns([
  column.accessor("fileName", {
    id: "file",
    header: "File",
    meta: { phone: "title", cut: true },
    cell: ({ row }) => <span title={row.original.fileName}>{row.original.fileName}</span>,
    below: ({ noun, counts, looked, state }) => (
      <span className={classes.below}>
        {nounWords[noun].many}
        {state === "draft" || state === "looking"
          ? ""
          : `: ${formatCounts(looked !== null && state === "looked" ? looked : counts)}`}
      </span>
    ),
  }),
  column.accessor("state", {
    id: "state",
    header: "State",
    meta: { phone: "aside", width: "220px" },
    cell: ({ row: { original } }) => (
      <ToneBadge tone={stateWords[original.state].tone} icon={stateIcons[original.state]}>
        {stateWords[original.state].word}
      </ToneBadge>
    ),
  }),
  column.accessor("createdBy", {
    id: "who",
    header: "By",
    meta: { width: "160px" },
    cell: ({ row }) => row.original.createdBy,
  }),
  column.accessor("createdAt", {
    id: "when",
    header: "When",
    meta: { width: "150px", phone: "end" },
    cell: ({ row }) => <Time at={row.original.createdAt} />,
  }),
]);
