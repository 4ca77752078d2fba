"use client";

import type { RecipientLine } from "@packpost/core/campaign/report/recipient-line-sql";
import { EmailAddress } from "#web/components/form/email-address.tsx";
import { formatProvider } from "#web/components/status/format-provider.ts";
import { RecipientBadge } from "#web/components/status/status-badge.tsx";
import { StatusGlossary } from "#web/components/status/status-glossary.tsx";
import { Clamped } from "#web/components/table/clamped.tsx";
import { tableColumns } from "#web/components/table/table-columns.ts";
import { formatExactTime } from "#web/components/time/format-time.ts";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { Time } from "#web/components/time/time.tsx";
import { ReasonBadges } from "#web/features/campaigns/audience/reason-badges.tsx";
import { ShowPersonsMail } from "#web/features/campaigns/sent-mail/show-mail.tsx";
import { formatAct } from "./format-act.ts";
import { formatReasons } from "./format-line.ts";
import { OutcomeGlossary } from "./outcome-glossary.tsx";
import classes from "./recipients.module.css";

const column = tableColumns<RecipientLine>();

/** Who, where to, what became of it, since when, and what they did or in whose words it failed (C9, C10). */
export const recipientColumns = column.columns([
  column.accessor("name", {
    id: "name",
    header: "Name",
    meta: { phone: "title", width: "15%", sortable: "Name" },
    cell: ({ row }) => (
      <Clamped title={`${row.original.name}, customer ${row.original.number}`}>{row.original.name}</Clamped>
    ),
  }),
  column.accessor("email", {
    id: "email",
    header: "Email",
    meta: { width: "20%", wrap: true },
    cell: ({ row: { original: line } }) =>
      line.email === null ? <span>–</span> : <EmailAddress address={line.email} />,
  }),
  column.accessor("status", {
    id: "status",
    header: "Status",
    meta: { phone: "aside", width: "142px", sortable: "Status", beside: <StatusGlossary />, wrap: true },
    cell: ({ row }) => <RecipientBadge status={row.original.status} bot={row.original.bot} />,
  }),
  column.accessor("statusAt", {
    id: "statusAt",
    header: "Since",
    meta: { width: "128px", sortable: "Time" },
    cell: ({ row }) => <Time at={row.original.statusAt} />,
  }),
  column.display({
    id: "providerMessage",
    header: "What happened, or why not",
    meta: { beside: <OutcomeGlossary />, wrap: true },
    cell: ({ row }) => <Words line={row.original} />,
  }),
  column.accessor("fileChangedAt", {
    id: "fileChangedAt",
    header: "File changed",
    meta: { width: "126px" },
    cell: ({ row }) => <Day at={row.original.fileChangedAt} />,
  }),
  column.display({
    id: "mail",
    header: "Mail",
    meta: { phone: "end", width: "62px" },
    cell: ({ row }) => <ShowPersonsMail line={row.original} />,
  }),
]);

const told = new Set<RecipientLine["status"]>([
  // Nothing is heard of it yet but that the receiving server asked for patience.
  "sent",
  "bounced",
  "dropped",
  "failed",
  "spam_complaint",
  "unconfirmed",
]);

/** All reasons with pets and dates; where something failed the server's words; else what the person did last. */
function Words({ line }: { line: RecipientLine }) {
  const zone = useOrganisationZone();
  if (line.reasons.length > 0) return <ReasonBadges reasons={line.reasons} />;
  const reasons = formatReasons(line, new Date(), zone);
  const act = formatAct(line, new Date(), zone);
  const said = formatProvider(line.providerMessage);
  // A server's words explain a failure or a delay; of mail that arrived they stand in the person's story alone.
  const isTold = line.providerMessage !== null && told.has(line.status);
  const parts = [...reasons, isTold ? said : null, act];
  const words = parts.filter((part) => part !== null).join(" · ");
  if (words === "") return <span data-none>–</span>;
  return (
    <span suppressHydrationWarning data-wide="true">
      <Clamped title={words}>{words}</Clamped>
    </span>
  );
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
    <time dateTime={at.toISOString()} title={`The customer's file last changed ${formatExactTime(at, zone)}`}>
      <span className={classes.phoneWords}>File changed </span>
      {day.format(at)}
    </time>
  );
}
