"use client";

import { IconX } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Card } from "#web/components/page/card.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { Skeleton } from "#web/components/page/skeleton.tsx";
import { Time } from "#web/components/time/time.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { AsSent } from "./as-sent.tsx";
import classes from "./emails.module.css";
import { clicksInputOf } from "./emails-input.ts";
import { ClickedLink, machineWords } from "./links-clicked.tsx";
import { useEmailsPlace } from "./use-emails-place.ts";

/** Beside the list: the links clicked in the selected mail, and the mail (P3, P5). */
export function SelectedMail({ customerId, recipientId }: { customerId: string; recipientId: string }) {
  const trpc = useTRPC();
  const { deselect } = useEmailsPlace();
  const list = useInfiniteQuery(
    trpc.customer.clicks.infiniteQueryOptions(clicksInputOf(customerId, recipientId), {
      getNextPageParam: (page) => page.nextCursor,
      placeholderData: keepPreviousData,
    }),
  );
  const clicks = list.data?.pages.flatMap((page) => page.clicks);
  const byMachines = list.data?.pages[0]?.byMachines ?? 0;
  return (
    <Card
      title="Links clicked in this email"
      tools={
        <button type="button" className={classes.close} aria-label="Deselect this email" onClick={deselect}>
          <IconX size={17} stroke={1.8} aria-hidden />
        </button>
      }
    >
      <div className={classes.selected} aria-busy={list.isPlaceholderData}>
        {list.isError && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
        {clicks === undefined && !list.isError && <Skeleton height={64} radius="md" />}
        {clicks?.length === 0 && <p className={classes.quiet}>They have followed none of its links.</p>}
        {clicks !== undefined && clicks.length > 0 && (
          <ul className={classes.clicks}>
            {clicks.map(({ id, at, url }) => (
              <li key={id}>
                <Time at={at} />
                <ClickedLink url={url} />
              </li>
            ))}
          </ul>
        )}
        {byMachines > 0 && <p className={classes.quiet}>{machineWords(byMachines)}</p>}
        <AsSent customerId={customerId} message={{ kind: "recipient", id: recipientId }} />
      </div>
    </Card>
  );
}
