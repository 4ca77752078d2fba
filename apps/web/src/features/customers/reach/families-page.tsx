"use client";

import { can, type Role } from "@packpost/core/access/permissions";
import { unreachableWays } from "@packpost/core/customer/reach/schemas";
import { IconFilterOff } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { LinkButton } from "#web/components/form/link-button.tsx";
import { Card, PageBody } from "#web/components/page/card.tsx";
import { EmptyState } from "#web/components/page/empty-state.tsx";
import { PageHeader } from "#web/components/page/page-header.tsx";
import { DataTable } from "#web/components/table/data-table.tsx";
import { ExportButton } from "#web/components/table/export-button.tsx";
import { FilterChips } from "#web/components/table/filter-chips.tsx";
import { SearchInput } from "#web/components/table/search-input.tsx";
import { usePages } from "#web/components/table/use-pages.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import { familiesInputOf, withoutWords } from "./families-input.ts";
import { familyColumns } from "./family-columns.tsx";
import classes from "./reach.module.css";

/** Every family: who of it can be reached by email, by text and in their own pages, and what would mend it (P11). */
export function FamiliesPage({ role }: { role: Role }) {
  const trpc = useTRPC();
  const url = useSearchParams();
  const filters = { q: url.get("q"), without: url.get("without") };
  const input = familiesInputOf(filters);
  const list = useInfiniteQuery(
    trpc.customer.families.infiniteQueryOptions(input, {
      getNextPageParam: (page) => page.nextCursor,
      placeholderData: keepPreviousData,
    }),
  );
  const { pages, table } = usePages(list);
  return (
    <>
      <PageHeader
        breadcrumb={{ label: "Customers", href: "/customers" }}
        title="Families"
        facts="Who of each family can be reached, and how"
        actions={
          can(role, "campaign.export") ? (
            <ExportButton path="/api/export/families" filters={filters} label="Export the families" />
          ) : undefined
        }
      />
      <PageBody>
        <Card padding="flush">
          <div className={classes.filters}>
            <FilterChips
              param="without"
              label="Who cannot be reached"
              all={{ label: "All families" }}
              chips={unreachableWays.map((value) => ({ value, label: withoutWords[value] }))}
            />
            <SearchInput placeholder="Name, email, phone, pet" />
          </div>
          {pages?.[0]?.isCut && (
            <p className={classes.cut} role="status">
              Very many have this. The best matches are listed: type more of the name.
            </p>
          )}
          <DataTable
            label="Families"
            fixed
            columns={familyColumns}
            rows={pages?.flatMap((page) => page.families)}
            rowId={(row) => row.id}
            rowHref={(row) => `/customers/${row.people[0]?.id ?? ""}`}
            {...table}
            empty={
              <EmptyState
                icon={IconFilterOff}
                title={input.search === "" ? "There is none" : "No family matches"}
                action={
                  input.search === "" && input.without === null ? undefined : (
                    <LinkButton href="/customers/families" variant="default">
                      Show all families
                    </LinkButton>
                  )
                }
              >
                {emptyWords(input)}
              </EmptyState>
            }
          />
        </Card>
      </PageBody>
    </>
  );
}

/** Why nothing stands there. */
function emptyWords({ search, without }: ReturnType<typeof familiesInputOf>): string {
  if (search !== "")
    return without === null
      ? "Nobody has this name, address, number or pet."
      : "No family with this name, address, number or pet is among those that nobody can be reached of.";
  return without === null
    ? "Families stand here as soon as there are customers."
    : "Of every family somebody can be reached this way.";
}
