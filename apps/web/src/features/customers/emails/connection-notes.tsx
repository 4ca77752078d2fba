"use client";

import { blueConnections } from "@packpost/core/customer/mail/connections";
import type { ConnectionNote } from "@packpost/core/customer/mail/list-notes";
import { IconInbox, IconMessages, IconSend2 } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { EmptyState } from "#web/components/page/empty-state.tsx";
import { ToneBadge } from "#web/components/status/status-badge.tsx";
import { DataTable } from "#web/components/table/data-table.tsx";
import { tableColumns } from "#web/components/table/table-columns.ts";
import { usePages } from "#web/components/table/use-pages.ts";
import { Time } from "#web/components/time/time.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { connectionWords } from "./connection-words.ts";
import classes from "./emails.module.css";
import { mailsInputOf } from "./emails-input.ts";
import { MessageInfo } from "./message-info.tsx";
import { useEmailsPlace } from "./use-emails-place.ts";

const column = tableColumns<ConnectionNote>();

const columns = column.columns([
  column.accessor("at", {
    id: "at",
    header: "Date/Time",
    meta: { width: "150px" },
    cell: ({ row }) => <Time at={row.original.at} />,
  }),
  column.accessor("received", {
    id: "received",
    header: "Send/Rcvd",
    meta: { width: "122px" },
    cell: ({ row }) => <Direction received={row.original.received} />,
  }),
  column.accessor("type", {
    id: "type",
    header: "Connection type",
    meta: { width: "178px", phone: "aside" },
    cell: ({ row: { original: note } }) => (
      <ToneBadge
        tone={blueConnections.has(note.type) ? "blue" : "grey"}
        title={connectionWords[note.type].meaning}
      >
        {note.automatic ? "Automatic reply" : connectionWords[note.type].word}
      </ToneBadge>
    ),
  }),
  column.accessor("title", {
    id: "title",
    header: "Title",
    meta: { phone: "title" },
    cell: ({ row: { original: note } }) => (
      <span className={classes.title} title={note.title}>
        {note.title === "" ? "(no subject)" : note.title}
      </span>
    ),
  }),
  column.accessor("openedAt", {
    id: "opened",
    header: "Opened",
    meta: { width: "140px" },
    cell: ({ row: { original: note } }) =>
      note.openedAt === null ? (
        <span data-none>–</span>
      ) : (
        <>
          <span className={classes.phoneWord}>Opened </span>
          <Time at={note.openedAt} />
        </>
      ),
  }),
  column.display({
    id: "info",
    header: () => <span className={classes.hidden}>Details</span>,
    meta: { width: "56px", phone: "end" },
    cell: ({ row: { original: note } }) => <MessageInfo message={note} campaign={note.campaign} />,
  }),
]);

/** So long after a mail left, news of it is looked for, in milliseconds: most of it comes within seconds. */
const NEWS_MS = 60_000;

/** Whether what became of it may show in a moment. */
function isUnderWay({ status, at }: ConnectionNote): boolean {
  if (status === "waiting" || status === "claimed") return true;
  return status === "sent" && Date.now() - at.getTime() < NEWS_MS;
}

function Direction({ received }: { received: boolean }) {
  const Icon = received ? IconInbox : IconSend2;
  return (
    <span className={classes.direction} data-received={received || undefined}>
      <Icon size={17} stroke={1.7} aria-hidden />
      {received ? "Received" : "Sent"}
    </span>
  );
}

/** Everything sent to a customer and received from them, by mail and text, the newest first; a row opens it (P4, P5). */
export function ConnectionNotes({ customerId }: { customerId: string }) {
  const trpc = useTRPC();
  const { open } = useEmailsPlace();
  const list = useInfiniteQuery(
    trpc.customer.notes.infiniteQueryOptions(mailsInputOf(customerId), {
      getNextPageParam: (page) => page.nextCursor,
      refetchInterval: ({ state }) => (state.data?.pages[0]?.notes.some(isUnderWay) ? 3_000 : false),
    }),
  );
  const { pages, table } = usePages(list);
  return (
    <DataTable
      label="Connection notes"
      fixed
      columns={columns}
      rows={pages?.flatMap((page) => page.notes)}
      rowId={(row) => row.id}
      onOpen={open}
      {...table}
      empty={
        <EmptyState icon={IconMessages} title="Nothing has been sent or received" headingLevel="h2">
          Campaigns, work orders, texts, mails of your team and answers to them stand here, each with what
          became of it.
        </EmptyState>
      }
    />
  );
}
