"use client";

import { TextInput } from "@mantine/core";
import { auditSubjectKinds, auditSubjects } from "@packpost/core/audit-deeds";
import { useSuspenseQuery } from "@tanstack/react-query";
import { FilterSelect } from "#web/components/table/filter-select.tsx";
import { parseAsString, useQueryState } from "#web/components/table/query-state.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./audit.module.css";

const others = [
  { value: "customers", label: "Customers" },
  { value: "systems", label: "Other systems (API keys)" },
  { value: "packpost", label: "Packpost itself" },
];

/** By person, kind of thing and days; the choice lives in the URL. */
export function AuditFilters() {
  const trpc = useTRPC();
  const { data: doers } = useSuspenseQuery(trpc.audit.doers.queryOptions());
  return (
    <div className={classes.filters}>
      <FilterSelect
        param="by"
        label="Who"
        all="Anybody"
        choices={[
          ...doers.map(({ id, name, left }) => ({ value: id, label: left ? `${name} (left)` : name })),
          ...others,
        ]}
      />
      <FilterSelect
        param="what"
        label="What it was done to"
        all="Anything"
        choices={auditSubjectKinds.map((kind) => ({ value: kind, label: auditSubjects[kind].many }))}
      />
      <div className={classes.days}>
        <Day param="from" label="From" />
        <Day param="to" label="Through" />
      </div>
    </div>
  );
}

function Day({ param, label }: { param: string; label: string }) {
  const [day, choose] = useQueryState(param, parseAsString);
  return (
    <TextInput
      type="date"
      label={label}
      min="2000-01-01"
      max="2199-12-31"
      value={day ?? ""}
      onChange={({ currentTarget: { value } }) => choose(value === "" ? null : value)}
    />
  );
}
