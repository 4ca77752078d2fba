"use client";

import type { AuditLine } from "@packpost/core/audit-log/entry-line-sql";
import { tableColumns } from "#web/components/table/table-columns.ts";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { Time } from "#web/components/time/time.tsx";
import classes from "./audit.module.css";
import { formatDeed, formatDoer, formatHint } from "./audit-words.ts";

const column = tableColumns<AuditLine>();

/** What was done with what belongs to it, to what, by whom, when. */
export const auditColumns = column.columns([
  column.display({
    id: "deed",
    header: "What",
    meta: { phone: "title", cut: true },
    cell: ({ row }) => <Deed line={row.original} />,
  }),
  column.accessor("subject", {
    id: "subject",
    header: "Called",
    meta: { width: "24%", phone: "detail" },
    cell: ({ row: { original } }) => {
      const { name } = original.subject;
      if (name === null) return <span data-none>–</span>;
      return (
        <span className={classes.name} title={name}>
          {name}
        </span>
      );
    },
  }),
  column.accessor("actor", {
    id: "actor",
    header: "Who",
    meta: { width: "20%", phone: "detail" },
    cell: ({ row }) => {
      const doer = formatDoer(row.original.actor);
      return (
        <span className={classes.name} title={doer}>
          {doer}
        </span>
      );
    },
  }),
  column.accessor("at", {
    id: "at",
    header: "When",
    meta: { width: "130px", phone: "aside" },
    cell: ({ row }) => <Time at={row.original.at} />,
  }),
]);

function Deed({ line }: { line: AuditLine }) {
  const zone = useOrganisationZone();
  const hint = formatHint(line, zone);
  const deed = formatDeed(line);
  return (
    <span className={classes.deed} title={hint === null ? deed : `${deed}: ${hint}`}>
      {deed}
      {hint !== null && <span className={classes.hint}> {hint}</span>}
    </span>
  );
}
