"use client";

import type { MergeDone } from "@packpost/core/customer/merge/list-merges";
import type { CustomerPage } from "@packpost/core/customer/page/get-customer";
import { IconArrowMerge, IconArrowsSplit, IconHome } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "#web/components/form/button.tsx";
import { notifications } from "#web/components/page/announce.ts";
import { Card } from "#web/components/page/card.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { Time } from "#web/components/time/time.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./merge.module.css";
import { MergeCustomersDialog } from "./merge-customers-dialog.tsx";
import { MergeFamiliesDialog } from "./merge-families-dialog.tsx";
import { SplitFamilyDialog } from "./split-family-dialog.tsx";
import { useMerging } from "./use-merging.ts";

/** Two records of one human or household are made one, one household two, and both are taken back for 30 days (P11). */
export function MergeCard({ customer }: { customer: CustomerPage }) {
  const trpc = useTRPC();
  const { merging, open } = useMerging();
  const { data: merges = [] } = useQuery(trpc.customer.merge.list.queryOptions({ customerId: customer.id }));
  return (
    <Card title="Twice in the file?">
      <div className={classes.actions}>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconArrowMerge size={15} stroke={1.8} aria-hidden />}
          onClick={() => open("customers")}
        >
          Merge with another customer
        </Button>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconHome size={15} stroke={1.8} aria-hidden />}
          onClick={() => open("families")}
        >
          Merge another family into this one
        </Button>
        {customer.people.length > 1 && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconArrowsSplit size={15} stroke={1.8} aria-hidden />}
            onClick={() => open("split")}
          >
            Split the family
          </Button>
        )}
      </div>
      {merges.length > 0 && (
        <ul className={classes.merges}>
          {merges.map((merge) => (
            <Done key={merge.id} merge={merge} />
          ))}
        </ul>
      )}
      {merging === "customers" && <MergeCustomersDialog customer={customer} />}
      {merging === "families" && <MergeFamiliesDialog customer={customer} />}
      {merging === "split" && <SplitFamilyDialog customer={customer} />}
    </Card>
  );
}

const words = {
  customers: "merged into this customer",
  families: "merged into this family",
  split: "split off",
};

function Done({ merge }: { merge: MergeDone }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const undo = useMutation(
    trpc.customer.merge.undo.mutationOptions({
      onSuccess: async () => {
        notifications.show({ message: "Taken back. What was changed since has stayed as it is." });
        await client.invalidateQueries(trpc.customer.pathFilter());
      },
    }),
  );
  const { name, kind, by, at, undoUntil, undoneAt } = merge;
  return (
    <li>
      <span>
        <b>{name}</b> {words[kind]} by {by}, <Time at={at} />
        {undoneAt !== null && (
          <>
            {" "}
            · taken back <Time at={undoneAt} />
          </>
        )}
      </span>
      {undoUntil !== null && undoUntil > new Date() && (
        <Button
          size="compact-sm"
          variant="subtle"
          loading={undo.isPending}
          title={`Can be taken back until ${undoUntil.toLocaleDateString("en-GB")}`}
          aria-label={`Take back: ${name} ${words[kind]}`}
          onClick={() => undo.mutate({ mergeId: merge.id })}
        >
          Take back
        </Button>
      )}
      {undo.error !== null && <ErrorNotice error={undo.error} />}
    </li>
  );
}
