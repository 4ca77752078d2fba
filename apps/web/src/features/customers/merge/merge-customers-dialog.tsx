"use client";

import { useDebouncedValue } from "@mantine/hooks";
import type { MergeFieldOfPerson } from "@packpost/core/customer/merge/schemas";
import type { CustomerPage } from "@packpost/core/customer/page/get-customer";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Option } from "#web/components/choice/option-list.tsx";
import { OptionSearch } from "#web/components/choice/option-search.tsx";
import { Button } from "#web/components/form/button.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { notifications } from "#web/components/page/announce.ts";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { Skeleton } from "#web/components/page/skeleton.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { BothSides } from "./both-sides.tsx";
import classes from "./merge.module.css";
import { useMerging } from "./use-merging.ts";

const pauseMs = 200;

/** Chooses the other record of the same human, shows both, and makes them one. */
export function MergeCustomersDialog({ customer }: { customer: CustomerPage }) {
  const { close } = useMerging();
  const [mergedId, choose] = useState<string | null>(null);
  return (
    <Dialog opened onClose={close} title={`Merge with ${customer.name}`} width={760} inUrl>
      {mergedId === null ? (
        <Search customer={customer} onChoose={choose} />
      ) : (
        <Confirm customer={customer} mergedId={mergedId} onBack={() => choose(null)} onClose={close} />
      )}
    </Dialog>
  );
}

function Search({ customer, onChoose }: { customer: CustomerPage; onChoose: (id: string) => void }) {
  const trpc = useTRPC();
  const [term, setTerm] = useState(customer.lastName);
  const [asked] = useDebouncedValue(term.trim(), pauseMs);
  const { data, error, isFetching } = useQuery(
    trpc.customer.list.queryOptions(
      { search: asked, pageSize: 12 },
      { enabled: asked !== "", placeholderData: keepPreviousData },
    ),
  );
  const others = (asked === "" ? [] : (data?.customers ?? [])).filter(({ id }) => id !== customer.id);
  return (
    <div className={classes.form}>
      <p className={classes.quiet}>
        {customer.name}, customer {customer.number}, is kept. Which record is of the same person?
      </p>
      <OptionSearch
        label="Name, email, phone or pet of the other record"
        placeholder="Name, email, phone, pet"
        list="Customers"
        term={term}
        onType={setTerm}
        known={asked === term.trim() && !isFetching}
        error={error}
      >
        {others.map(({ id, name, number, email, phone, family, petNames }) => (
          <Option
            key={id}
            name={name}
            about={[`customer ${number}`, email ?? phone, `${family.name} family`, petNames.join(", ")]
              .filter(Boolean)
              .join(" · ")}
            onChoose={() => onChoose(id)}
          />
        ))}
      </OptionSearch>
      {asked !== "" && data !== undefined && others.length === 0 && (
        <p className={classes.quiet}>Nobody else has this.</p>
      )}
    </div>
  );
}

function Confirm({
  customer,
  mergedId,
  onBack,
  onClose,
}: {
  customer: CustomerPage;
  mergedId: string;
  onBack: () => void;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [take, setTake] = useState<readonly MergeFieldOfPerson[]>([]);
  const preview = useQuery(
    trpc.customer.merge.preview.queryOptions(
      { keptId: customer.id, mergedId },
      { staleTime: 0, retry: false },
    ),
  );
  const merge = useMutation(
    trpc.customer.merge.customers.mutationOptions({
      onSuccess: async ({ outcome }) => {
        if (outcome === "changed") await preview.refetch();
        if (outcome !== "merged") return;
        onClose();
        notifications.show({ message: "Merged. It can be taken back for 30 days." });
        await client.invalidateQueries(trpc.customer.pathFilter());
      },
    }),
  );
  const { data, error } = preview;
  if (error !== null) return <ErrorNotice error={error} onRetry={() => void preview.refetch()} />;
  if (data === undefined) return <Skeleton height={320} radius="md" />;
  const { kept, merged } = data;
  return (
    <div className={classes.form}>
      <BothSides preview={data} take={take} onTake={setTake} />
      {merge.data?.outcome === "changed" && (
        <ErrorNotice
          error={{
            message: "Somebody has changed one of them meanwhile, so nothing was merged.",
            nextStep: "Look at both again.",
          }}
        />
      )}
      {merge.data?.outcome === "sending" && (
        <ErrorNotice
          error={{
            message: "A message is on its way to one of them, so nothing was merged.",
            nextStep: "Try again when it has been sent.",
          }}
        />
      )}
      {merge.error !== null && <ErrorNotice error={merge.error} />}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onBack} disabled={merge.isPending}>
          Choose another
        </Button>
        <Button
          loading={merge.isPending}
          onClick={() =>
            merge.mutate({
              ...{ keptId: kept.id, mergedId: merged.id, take: [...take] },
              seen: { kept: kept.updatedAt, merged: merged.updatedAt },
            })
          }
        >
          Merge {merged.name} into {kept.name}
        </Button>
      </div>
    </div>
  );
}
