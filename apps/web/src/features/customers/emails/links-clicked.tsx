"use client";

import type { CustomerClick } from "@packpost/core/customer/mail/list-clicks";
import { IconExternalLink, IconPointerOff, IconX } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { formatLink } from "#web/components/form/format-link.ts";
import { formatCount } from "#web/components/form/format-number.ts";
import { EmptyState } from "#web/components/page/empty-state.tsx";
import { DataTable } from "#web/components/table/data-table.tsx";
import { tableColumns } from "#web/components/table/table-columns.ts";
import { usePages } from "#web/components/table/use-pages.ts";
import { Time } from "#web/components/time/time.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./emails.module.css";
import { clicksInputOf, mailsInputOf } from "./emails-input.ts";
import { useEmailsPlace } from "./use-emails-place.ts";

const column = tableColumns<CustomerClick>();

const columns = column.columns([
  column.accessor("at", {
    id: "at",
    header: "Clicked",
    meta: { width: "164px" },
    cell: ({ row }) => <Time at={row.original.at} />,
  }),
  column.accessor("url", {
    id: "url",
    header: "URL",
    meta: { phone: "title" },
    cell: ({ row }) => <ClickedLink url={row.original.url} />,
  }),
  column.accessor("subject", {
    id: "campaign",
    header: "Campaign: subject",
    meta: { width: "42%" },
    cell: ({ row: { original: click } }) => (
      <span title={`${click.campaign.name}: ${click.subject}`}>
        {click.campaign.name}: {click.subject}
      </span>
    ),
  }),
]);

/** Where the customer was sent; opens in a tab of its own, which learns nothing of where it was opened from. */
export function ClickedLink({ url }: { url: string }) {
  // Whatever a provider reports: only what a browser may safely follow is a link.
  if (!/^https?:\/\//i.test(url)) return <span>{url === "" ? "a link that was not named" : url}</span>;
  return (
    <a href={url} target="_blank" rel="noreferrer noopener" className={classes.url} title={url}>
      <span>{formatLink(url)}</span>
      <IconExternalLink size={14} stroke={1.8} aria-label="opens in a new tab" />
    </a>
  );
}

/** Every link that they followed, or those of the selected mail (P3). */
export function LinksClicked({ customerId }: { customerId: string }) {
  const trpc = useTRPC();
  const { mail, deselect } = useEmailsPlace();
  const next = { getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor };
  const list = useInfiniteQuery(
    trpc.customer.clicks.infiniteQueryOptions(clicksInputOf(customerId, mail), {
      ...next,
      placeholderData: keepPreviousData,
    }),
  );
  const mails = useInfiniteQuery(
    trpc.customer.mails.infiniteQueryOptions(mailsInputOf(customerId), { ...next, enabled: mail !== null }),
  );
  const { pages, table } = usePages(list);
  const selected = mails.data?.pages.flatMap((page) => page.mails).find(({ id }) => id === mail);
  const byMachines = pages?.[0]?.byMachines ?? 0;
  return (
    <>
      {mail !== null && (
        <p className={classes.only}>
          <span>
            Only of{" "}
            <b>{selected === undefined ? "one email" : `${selected.campaign.name}: ${selected.subject}`}</b>
          </span>
          <button type="button" onClick={deselect}>
            <IconX size={14} stroke={2} aria-hidden /> Show all
          </button>
        </p>
      )}
      <DataTable
        label="Links clicked"
        fixed
        columns={columns}
        rows={pages?.flatMap((page) => page.clicks)}
        rowId={(row) => row.id}
        {...table}
        empty={
          <EmptyState icon={IconPointerOff} title="No link was clicked" headingLevel="h2">
            {mail === null
              ? "Each link that they follow in a campaign’s mail stands here, with its time."
              : "They have followed none of this mail’s links."}
          </EmptyState>
        }
      />
      {byMachines > 0 && <p className={classes.machines}>{machineWords(byMachines)}</p>}
    </>
  );
}

/** What programs followed, such as scanners of mail servers (C11). */
export function machineWords(byMachines: number): string {
  return byMachines === 1
    ? "One more was followed by a program, such as a mail server’s scanner, and is not listed."
    : `${formatCount(byMachines)} more were followed by programs, such as a mail server’s scanner, and are not listed.`;
}
