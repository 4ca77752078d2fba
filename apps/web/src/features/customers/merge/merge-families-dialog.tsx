"use client";

import { useDebouncedValue } from "@mantine/hooks";
import type { CustomerPage } from "@packpost/core/customer/page/get-customer";
import type { FamilyLine } from "@packpost/core/customer/reach/family-line-sql";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Option } from "#web/components/choice/option-list.tsx";
import { OptionSearch } from "#web/components/choice/option-search.tsx";
import { Button } from "#web/components/form/button.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { notifications } from "#web/components/page/announce.ts";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./merge.module.css";
import { useMerging } from "./use-merging.ts";

const pauseMs = 200;

/** Chooses another family, shows who and what comes from it, and makes one household of both. */
export function MergeFamiliesDialog({ customer }: { customer: CustomerPage }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { close } = useMerging();
  const [term, setTerm] = useState("");
  const [chosen, choose] = useState<FamilyLine | null>(null);
  const [asked] = useDebouncedValue(term.trim(), pauseMs);
  const { data, error, isFetching } = useQuery(
    trpc.customer.families.queryOptions(
      { search: asked, pageSize: 12 },
      { enabled: asked !== "", placeholderData: keepPreviousData },
    ),
  );
  const merge = useMutation(
    trpc.customer.merge.families.mutationOptions({
      onSuccess: async () => {
        close();
        notifications.show({ message: "Merged. It can be taken back for 30 days." });
        await client.invalidateQueries(trpc.customer.pathFilter());
      },
    }),
  );
  const others = (asked === "" ? [] : (data?.families ?? [])).filter(({ id }) => id !== customer.family.id);
  return (
    <Dialog
      opened
      onClose={close}
      title={`Merge another family into the ${customer.family.name} family`}
      width={620}
      locked={merge.isPending}
      inUrl
    >
      <div className={classes.form}>
        {chosen === null ? (
          <OptionSearch
            label="Name, email, phone or pet of the other family"
            placeholder="Name, email, phone, pet"
            list="Families"
            term={term}
            onType={setTerm}
            known={asked === term.trim() && !isFetching}
            error={error}
          >
            {others.map((family) => (
              <Option
                key={family.id}
                name={`${family.name} family`}
                about={aboutOf(family)}
                onChoose={() => choose(family)}
              />
            ))}
          </OptionSearch>
        ) : (
          <>
            <dl className={classes.two}>
              <div>
                <dt>Kept: the {customer.family.name} family</dt>
                <dd>{customer.people.map(({ name }) => name).join(", ")}</dd>
                <dd>{customer.petNames.join(", ") || "No pets"}</dd>
              </div>
              <div>
                <dt>Goes into it: the {chosen.name} family</dt>
                <dd>{chosen.people.map(({ name }) => name).join(", ")}</dd>
                <dd>{chosen.petNames.join(", ") || "No pets"}</dd>
              </div>
            </dl>
            <p className={classes.quiet}>
              Everybody stays a person of their own. Pets, visits and the conversation go along: all of the
              new family can read all of it.
            </p>
            {merge.error !== null && <ErrorNotice error={merge.error} />}
            <div className={classes.buttons}>
              <Button variant="default" onClick={() => choose(null)} disabled={merge.isPending}>
                Choose another
              </Button>
              <Button
                loading={merge.isPending}
                onClick={() => merge.mutate({ keptFamilyId: customer.family.id, mergedFamilyId: chosen.id })}
              >
                Merge both families
              </Button>
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
}

function aboutOf({ people, petNames }: FamilyLine): string {
  return [people.map(({ name }) => name).join(", "), petNames.join(", ")].filter(Boolean).join(" · ");
}
