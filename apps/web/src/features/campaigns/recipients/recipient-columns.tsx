"use client";

import type { RecipientLine } from "@packpost/core/campaign/recipient-line-sql";
import { formatExactTime } from "#web/components/format-time.ts";
import { useOrganisationZone } from "#web/components/organisation-zone.tsx";
import { RecipientBadge, ToneBadge } from "#web/components/status-badge.tsx";
import { StatusGlossary } from "#web/components/status-glossary.tsx";
import { tableColumns } from "#web/components/table-columns.ts";
import { Time } from "#web/components/time.tsx";
import { reasonWords } from "#web/features/campaigns/audience/reason-words.ts";
import { ShowPersonsMail } from "#web/features/campaigns/sent-mail/show-mail.tsx";
import { wordProvider, wordReasons } from "./line-words.ts";
import { OutcomeGlossary } from "./outcome-glossary.tsx";
import classes from "./recipients.module.css";

const column = tableColumns<RecipientLine>();

/** Who, where to, what became of it, since when, and in whose words (C9, C10). */
export const recipientColumns = column.columns([
  column.accessor("name", {
    id: "name",
    header: "Name",
    meta: { phone: "title" },
    cell: ({ row }) => <span title={row.original.name}>{row.original.name}</span>,
  }),
  column.accessor("email", {
    id: "email",
    header: "Email",
    meta: {},
    cell: ({ row }) => (
      <span className={classes.email} title={row.original.email ?? undefined}>
        {row.original.email ?? "–"}
      </span>
    ),
  }),
  column.accessor("status", {
    id: "status",
    header: () => (
      <span className={classes.status}>
        Status <StatusGlossary />
      </span>
    ),
    meta: { phone: "aside" },
    cell: ({ row }) => <RecipientBadge status={row.original.status} machine={row.original.machine} />,
  }),
  column.accessor("statusAt", {
    id: "statusAt",
    header: "Since",
    meta: {},
    cell: ({ row }) => <Time at={row.original.statusAt} />,
  }),
  column.display({
    id: "words",
    header: () => (
      <span className={classes.status}>
        What the server said, or why not <OutcomeGlossary />
      </span>
    ),
    meta: { cut: true },
    cell: ({ row }) => <Words line={row.original} />,
  }),
  column.accessor("fileChangedAt", {
    id: "fileChangedAt",
    header: "File last changed",
    meta: { phone: "hidden" },
    cell: ({ row }) => <Day at={row.original.fileChangedAt} />,
  }),
  column.display({
    id: "mail",
    header: "Mail",
    meta: { phone: "end" },
    cell: ({ row }) => <ShowPersonsMail line={row.original} />,
  }),
]);

function Words({ line }: { line: RecipientLine }) {
  if (line.skipReasons.length > 0) {
    return (
      <span className={classes.reasons} data-wide="true">
        {line.skipReasons.map((code) => (
          <ToneBadge
            key={code}
            tone={reasonWords[code].tone}
            title={[reasonWords[code].meaning, reasonWords[code].fix].filter(Boolean).join("\n")}
          >
            {reasonWords[code].word}
          </ToneBadge>
        ))}
      </span>
    );
  }
  const parts = [...wordReasons(line), wordProvider(line.words)].filter((part) => part !== null);
  const words = parts.join(" · ");
  return words === "" ? <span data-none>–</span> : <span title={words}>{words}</span>;
}

function Day({ at }: { at: Date }) {
  const zone = useOrganisationZone();
  const day = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    day: "numeric",
    month: "short",
    year: "numeric",
  });
  return (
    <time dateTime={at.toISOString()} title={formatExactTime(at, zone)}>
      {day.format(at)}
    </time>
  );
}
