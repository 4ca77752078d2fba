import type { CampaignLine } from "@packpost/core/campaign/progress/list-campaigns";
import { OutcomeBar } from "#web/components/chart/outcome-bar.tsx";
import { formatCount, formatShare } from "#web/components/form/format-number.ts";
import { CampaignBadge } from "#web/components/status/status-badge.tsx";
import { Clamped } from "#web/components/table/clamped.tsx";
import { tableColumns } from "#web/components/table/table-columns.ts";
import { Time } from "#web/components/time/time.tsx";
import { RelatedMenu } from "#web/features/campaigns/related/related-menu.tsx";
import classes from "./campaign-list.module.css";

const column = tableColumns<CampaignLine>();

/** A number once something was sent; drafts have none. */
function count(line: CampaignLine, value: number) {
  if (line.audience === 0)
    return (
      <span className={classes.none} data-none>
        –
      </span>
    );
  return formatCount(value);
}

/** Whom it goes to and whose it is, in one small line below the name. */
function PassAndAuthor({ line: { passName, authorName } }: { line: CampaignLine }) {
  const words = [passName ?? "No pass chosen", authorName].join(" · ");
  return (
    <span className={classes.about} title={words}>
      {words}
    </span>
  );
}

/** The columns of C1. */
export const campaignColumns = column.columns([
  column.accessor("name", {
    id: "name",
    header: "Name",
    meta: { phone: "title", sortable: "Name" },
    cell: ({ row: { original: line } }) => (
      <Clamped title={line.subject === "" ? line.name : `${line.name}\n${line.subject}`}>{line.name}</Clamped>
    ),
    below: (line) => <PassAndAuthor line={line} />,
  }),
  column.accessor("status", {
    id: "status",
    header: "Status",
    meta: { phone: "aside", sortable: "Status" },
    cell: ({ row }) => (
      <CampaignBadge
        status={row.original.status}
        unconfirmed={row.original.unconfirmed}
        awaitsApproval={row.original.awaitsApproval}
        short
      />
    ),
  }),
  column.accessor("date", {
    id: "date",
    header: "Date created",
    meta: { sortable: "Date created" },
    cell: ({ row }) => <Time at={row.original.date} />,
  }),
  column.display({
    id: "outcome",
    header: "Outcome",
    meta: { width: "72px", narrow: "hidden" },
    cell: ({ row }) => {
      const line = row.original;
      return line.audience === 0 ? null : <OutcomeBar size="small" tallies={line.tallies} />;
    },
  }),
  column.accessor("sent", {
    id: "sent",
    header: "Sent",
    meta: { align: "end", sortable: "Sent" },
    cell: ({ row }) => count(row.original, row.original.sent),
  }),
  column.accessor("opened", {
    id: "opened",
    header: "Opens",
    meta: { align: "end", sortable: "Opens" },
    cell: ({ row }) => count(row.original, row.original.opened),
  }),
  column.accessor("openRate", {
    id: "openRate",
    header: "Open rate",
    meta: { align: "end", sortable: "Open rate" },
    cell: ({ row }) => (
      <span
        className={row.original.sent === 0 ? classes.none : undefined}
        data-none={row.original.sent === 0 ? true : undefined}
      >
        {formatShare(row.original.opened, row.original.sent)}
      </span>
    ),
  }),
  column.accessor("clicked", {
    id: "clicked",
    header: "Clicks",
    meta: { align: "end", sortable: "Clicks" },
    cell: ({ row }) => count(row.original, row.original.clicked),
  }),
  column.accessor("bounced", {
    id: "bounced",
    header: "Bounces",
    meta: { align: "end", sortable: "Bounces" },
    cell: ({ row }) => count(row.original, row.original.bounced),
  }),
  column.accessor("unsubscribed", {
    id: "unsubscribed",
    header: () => <span title="Unsubscribed from your campaigns">Unsub.</span>,
    meta: { align: "end", sortable: "Unsubscribed" },
    cell: ({ row }) => count(row.original, row.original.unsubscribed),
  }),
  column.accessor("blocked", {
    id: "blocked",
    header: () => <span title="Dropped by the mail provider, or marked as spam">Blocked</span>,
    meta: { align: "end", sortable: "Blocked" },
    cell: ({ row }) => count(row.original, row.original.blocked),
  }),
  column.display({
    id: "again",
    header: () => <span className={classes.unseen}>More</span>,
    meta: { align: "end", width: "44px", phone: "end" },
    cell: ({ row: { original: line } }) => (
      <RelatedMenu
        campaign={line}
        archived={line.archived}
        failed={line.failed + line.bounced === 0 ? 0 : null}
        small
      />
    ),
  }),
]);
