"use client";

import type { CustomerTransaction } from "@packpost/core/customer/file/list-transactions";
import { IconTrash } from "@tabler/icons-react";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { Button } from "#web/components/form/button.tsx";
import { notifications } from "#web/components/page/announce.ts";
import { Card } from "#web/components/page/card.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { shownErrorOf } from "#web/components/page/shown-error.ts";
import { formatExactTime } from "#web/components/time/format-time.ts";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { useEdited } from "../edit/use-edited.ts";
import { useSaved } from "../edit/use-saved.ts";
import { transactionWords } from "../holding-words.ts";
import { AddButton } from "./add-button.tsx";
import classes from "./overview.module.css";
import { RowButton } from "./row-button.tsx";
import { transactionsInput } from "./transactions-input.ts";

/** What they bought, visited and paid, the newest first: the newest says for how long campaigns reach them (P7). */
export function TransactionsCard({
  customer,
  canEdit,
}: {
  customer: { id: string; name: string };
  canEdit: boolean;
}) {
  const trpc = useTRPC();
  const { open } = useEdited();
  const list = useInfiniteQuery(
    trpc.customer.transactions.infiniteQueryOptions(transactionsInput(customer.id), {
      getNextPageParam: (page) => page.nextCursor,
    }),
  );
  const rows = list.data?.pages.flatMap(({ transactions }) => transactions);
  return (
    <Card
      title="Transactions"
      padding="flush"
      tools={
        canEdit ? <AddButton label="Add a transaction" onClick={() => open("transaction")} /> : undefined
      }
    >
      {list.error !== null && rows === undefined && (
        <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
      )}
      {rows?.length === 0 && <p className={classes.none}>Nothing was bought, visited or paid yet.</p>}
      <ul className={classes.list}>
        {rows?.map((transaction) => (
          <Line key={transaction.id} transaction={transaction} canEdit={canEdit} />
        ))}
      </ul>
      {list.hasNextPage && (
        <div className={classes.more}>
          <Button
            variant="subtle"
            size="compact-sm"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            Show older ones
          </Button>
        </div>
      )}
    </Card>
  );
}

function Line({ transaction, canEdit }: { transaction: CustomerTransaction; canEdit: boolean }) {
  const zone = useOrganisationZone();
  const trpc = useTRPC();
  const saved = useSaved();
  const takeOut = useMutation(trpc.customer.takeOutTransaction.mutationOptions());
  const putBack = useMutation(trpc.customer.putBackTransaction.mutationOptions());
  const { id, kind, at, what } = transaction;
  const day = new Intl.DateTimeFormat("en-GB", {
    ...{ timeZone: zone, day: "numeric", month: "short", year: "numeric" },
  }).format(at);
  const remove = async () => {
    try {
      await takeOut.mutateAsync({ transactionId: id });
      await saved(`The ${kind} of ${day} is taken out.`, () => putBack.mutateAsync({ transactionId: id }));
    } catch (error) {
      const { message, nextStep } = shownErrorOf(error);
      notifications.show({ color: "red", title: message, message: nextStep ?? "Try again." });
    }
  };
  return (
    <li className={classes.item}>
      <span className={classes.line}>
        <span className={classes.way}>
          <b>{transactionWords[kind]}</b>
          {what !== "" && <span>{what}</span>}
          <time className={classes.dim} dateTime={at.toISOString()} title={formatExactTime(at, zone)}>
            {day}
          </time>
        </span>
        {canEdit && (
          <RowButton
            icon={IconTrash}
            label={`Take out the ${kind} of ${day}`}
            disabled={takeOut.isPending}
            onClick={() => void remove()}
          />
        )}
      </span>
    </li>
  );
}
