"use client";

import { can, type Role } from "@packpost/core/access/permissions";
import { IconFileImport, IconFilterOff, IconUsers } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { LinkButton } from "#web/components/form/link-button.tsx";
import { Card, PageBody } from "#web/components/page/card.tsx";
import { EmptyState } from "#web/components/page/empty-state.tsx";
import { PageHeader } from "#web/components/page/page-header.tsx";
import { DataTable } from "#web/components/table/data-table.tsx";
import { usePages } from "#web/components/table/use-pages.ts";
import { useSortInUrl } from "#web/components/table/use-sort-in-url.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import { AddCustomerButton } from "./add-customer-button.tsx";
import { customerColumns, silentColumns } from "./customer-columns.tsx";
import classes from "./customer-list.module.css";
import { formatNumberOf } from "./format-number-of.ts";
import { ListFilters } from "./list-filters.tsx";
import { filterOf, listInputOf } from "./list-input.ts";
import { ListMenu } from "./list-menu.tsx";
import { SilenceLine } from "./silence-line.tsx";

/** Everybody whom the viewer may see, and how they can be reached (P1). Search, filters and order live in the URL. */
export function CustomerList({ role }: { role: Role }) {
  const trpc = useTRPC();
  const url = useSearchParams();
  const [sort, setSort] = useSortInUrl({ column: "name", direction: "asc" });
  const seesAll = can(role, "customer.read");
  const canEdit = can(role, "customer.edit");
  const filters = {
    ...{ q: url.get("q"), email: url.get("email"), text: url.get("text") },
    ...{ pass: url.get("pass"), silent: url.get("silent") },
  };
  const input = listInputOf({ ...filters, sort: `${sort.column}.${sort.direction}` });
  const list = useInfiniteQuery(
    trpc.customer.list.infiniteQueryOptions(input, {
      getNextPageParam: (page) => page.nextCursor,
      placeholderData: keepPreviousData,
    }),
  );
  const filter = filterOf(input);
  const count = useQuery(
    trpc.customer.count.queryOptions(filter, { enabled: seesAll && input.search === "" }),
  );
  const silent = useQuery(trpc.customer.silent.queryOptions(undefined, { enabled: seesAll }));
  const passes = useQuery(trpc.customer.passes.queryOptions(undefined, { enabled: seesAll }));
  const { pages, table } = usePages(list);
  const rows = pages?.flatMap((page) => page.customers);
  const isNarrowed = Object.values(filters).some((value) => value !== null);
  const byName = input.search === "" && input.silence === null;
  // The line is there from the start, so that nothing moves when the number comes.
  const number =
    input.search !== "" || count.data === undefined
      ? nothingYet
      : formatNumberOf(
          count.data,
          Object.values(filter).some((value) => value !== null),
        ) || nothingYet;
  if (!isNarrowed && list.isSuccess && rows?.length === 0)
    return <NobodyYet role={role} seesAll={seesAll} canEdit={canEdit} />;
  return (
    <>
      <PageHeader
        title="Customers"
        facts={seesAll ? number : "The families you visit today"}
        actions={
          seesAll && (
            <>
              <ListMenu role={role} filters={filters} />
              {can(role, "customer.import") && <ImportButton />}
              {canEdit && <AddCustomerButton />}
            </>
          )
        }
      />
      <PageBody>
        <Card padding="flush">
          <ListFilters
            seesAll={seesAll}
            passes={passes.data ?? []}
            active={
              [filters.email, filters.text, filters.pass, filters.silent].filter((one) => one !== null).length
            }
          />
          {silent.data !== undefined && (
            <SilenceLine counts={silent.data} silence={input.silence} passId={input.passId} />
          )}
          {pages?.[0]?.isCut && (
            <p className={classes.cut} role="status">
              Very many people have this. The 100 best matches are listed: type more of the name.
            </p>
          )}
          <DataTable
            label="Customers"
            fixed
            columns={input.silence === null ? customerColumns : silentColumns}
            rows={rows}
            rowId={(row) => row.id}
            rowHref={(row) => `/customers/${row.id}`}
            sort={byName ? sort : undefined}
            onSort={(next) => void setSort(next)}
            {...table}
            empty={
              <EmptyState
                icon={IconFilterOff}
                title="Nobody matches"
                action={
                  <LinkButton href="/customers" variant="default">
                    Show everybody
                  </LinkButton>
                }
              >
                Nobody {seesAll ? "" : "of the families you visit today "}has all of this. Names are found
                with or without accents, and with a letter wrong.
              </EmptyState>
            }
          />
        </Card>
      </PageBody>
    </>
  );
}

const noFilters = {};
const nothingYet = "\u00a0";

function ImportButton({ first = false }: { first?: boolean }) {
  return (
    <LinkButton
      href="/customers/imports"
      {...(!first && { variant: "default" as const })}
      leftSection={<IconFileImport size={17} stroke={1.8} aria-hidden />}
    >
      {first ? "Import your customers" : "Import"}
    </LinkButton>
  );
}

/** What an organisation without customers sees, and basic staff on a day without visits. */
function NobodyYet({ role, seesAll, canEdit }: { role: Role; seesAll: boolean; canEdit: boolean }) {
  const mayImport = can(role, "customer.import");
  return (
    <>
      <PageHeader title="Customers" actions={seesAll && <ListMenu role={role} filters={noFilters} />} />
      <EmptyState
        icon={IconUsers}
        title={seesAll ? "No customers yet" : "No visits today"}
        action={
          canEdit ? (
            <>
              {mayImport && <ImportButton first />}
              <AddCustomerButton {...(mayImport && { variant: "default" })} />
            </>
          ) : undefined
        }
      >
        {seesAll
          ? "Here is everybody you can write to, with their family, their pets, and whether mail and texts reach them."
          : "Here are the families you visit today. On a day with a visit you find them here, and can write to them."}
      </EmptyState>
    </>
  );
}
