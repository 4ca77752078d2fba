"use client";

import type { SuppressionLine } from "@packpost/core/suppression/list-suppressions";
import { EmailAddress } from "#web/components/form/email-address.tsx";
import { ToneBadge } from "#web/components/status/status-badge.tsx";
import { tableColumns } from "#web/components/table/table-columns.ts";
import { Time } from "#web/components/time/time.tsx";
import { suppressionLabels } from "./format-suppression.ts";
import { LiftButton } from "./lift-button.tsx";
import classes from "./suppressions.module.css";

const column = tableColumns<SuppressionLine>();

/** What, why, since when, in whose words, and whether it can be lifted. */
export const suppressionColumns = column.columns([
  column.accessor("value", {
    id: "value",
    header: "Address or domain",
    meta: { phone: "title", width: "28%" },
    cell: ({ row: { original: line } }) => (
      <span className={classes.value} title={line.value}>
        {line.kind === "address" && <EmailAddress address={line.value} />}
        {line.kind === "domain" && `Everyone at ${line.value}`}
        {line.kind === "number" && line.value}
      </span>
    ),
  }),
  column.accessor("reason", {
    id: "reason",
    header: "Why",
    meta: { phone: "aside" },
    cell: ({ row: { original: line } }) => {
      const { word, tone, meaning } = suppressionLabels[line.reason];
      return (
        <ToneBadge tone={tone} title={meaning}>
          {word}
        </ToneBadge>
      );
    },
  }),
  column.accessor("since", {
    id: "since",
    header: "Since",
    meta: {},
    cell: ({ row }) => <Time at={row.original.since} />,
  }),
  column.accessor("providerMessage", {
    id: "providerMessage",
    header: "What the server said",
    meta: { cut: true },
    cell: ({ row }) => {
      const words = row.original.providerMessage?.replace(/^smtp;\s*/, "");
      return words === undefined ? <span data-none>–</span> : <span title={words}>{words}</span>;
    },
  }),
  column.display({
    id: "lift",
    header: () => <span className={classes.hidden}>Lift</span>,
    meta: { align: "end", phone: "end" },
    cell: ({ row }) => (
      <span className={classes.lift}>
        <LiftButton line={row.original} />
      </span>
    ),
  }),
]);
