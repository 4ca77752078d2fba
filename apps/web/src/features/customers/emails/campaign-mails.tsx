"use client";

import type { CampaignMail } from "@packpost/core/customer/mail/list-campaign-mails";
import { IconMailOff } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { EmptyState } from "#web/components/page/empty-state.tsx";
import { DataTable } from "#web/components/table/data-table.tsx";
import { tableColumns } from "#web/components/table/table-columns.ts";
import { usePages } from "#web/components/table/use-pages.ts";
import { Time } from "#web/components/time/time.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./emails.module.css";
import { mailsInputOf } from "./emails-input.ts";
import { MessageInfo } from "./message-info.tsx";
import { useEmailsPlace } from "./use-emails-place.ts";

const column = tableColumns<CampaignMail>();

const columns = column.columns([
  column.display({
    id: "info",
    header: () => <span className={classes.hidden}>Details</span>,
    meta: { width: "52px", phone: "end" },
    cell: ({ row: { original: mail } }) => (
      <MessageInfo
        message={{ ...mail, kind: "recipient", channel: "email", address: mail.email, title: mail.subject }}
        campaign={mail.campaign}
      />
    ),
  }),
  column.accessor("campaign", {
    id: "campaign",
    header: "Campaign: subject",
    meta: { phone: "title" },
    cell: ({ row: { original: mail } }) => (
      <span className={classes.title} title={`${mail.campaign.name}: ${mail.subject}`}>
        {mail.campaign.name}: <span>{mail.subject}</span>
      </span>
    ),
  }),
  column.accessor("at", {
    id: "sent",
    header: "Sent",
    meta: { width: "148px" },
    cell: ({ row }) => <Labelled label="Sent" at={row.original.at} />,
  }),
  column.accessor("openedAt", {
    id: "opened",
    header: "Opened",
    meta: { width: "148px" },
    cell: ({ row }) => <Labelled label="Opened" at={row.original.openedAt} />,
  }),
]);

/** A time that says on a phone, where no heading stands above it, what it is of. */
function Labelled({ label, at }: { label: string; at: Date | null }) {
  if (at === null) return <span data-none>–</span>;
  return (
    <>
      <span className={classes.phoneWord}>{label} </span>
      <Time at={at} />
    </>
  );
}

/** The campaigns' mails, the newest first: a row selects its mail, and pressed again deselects it (P2, P3). */
export function CampaignMails({ customerId }: { customerId: string }) {
  const trpc = useTRPC();
  const { mail, select } = useEmailsPlace();
  const list = useInfiniteQuery(
    trpc.customer.mails.infiniteQueryOptions(mailsInputOf(customerId), {
      getNextPageParam: (page) => page.nextCursor,
    }),
  );
  const { pages, table } = usePages(list);
  return (
    <DataTable
      label="Campaign emails sent"
      fixed
      columns={columns}
      rows={pages?.flatMap((page) => page.mails)}
      rowId={(row) => row.id}
      onOpen={(row) => select(row.id)}
      selectedId={mail}
      {...table}
      empty={
        <EmptyState icon={IconMailOff} title="No campaign has been sent to them" headingLevel="h2">
          Each campaign’s mail to them stands here, with when it was sent and opened. Why a certain one did
          not reach them, the box above tells.
        </EmptyState>
      }
    />
  );
}
