"use client";

import type { AudienceCount } from "@packpost/core/audience/review/count-audience";
import type { MergeFieldName } from "@packpost/core/content/template/merge-fields";
import { formatLackers } from "#web/components/markdown/format-missing.ts";
import { reasonLabels } from "#web/components/status/reason-words.ts";
import { FilterChips } from "#web/components/table/filter-chips.tsx";
import classes from "./audience.module.css";
import { ReasonGlossary } from "./reason-glossary.tsx";

export type MissingCount = { field: MergeFieldName; people: number };

/** Will, will not, each reason with how many: each shows its people. */
export function AudienceFilters({
  count,
  missing,
}: {
  count: AudienceCount | undefined;
  missing: readonly MissingCount[];
}) {
  // Not read yet, or not to be read: no number is better than 0.
  const known = (people: number) => (count === undefined ? {} : { count: people });
  const { willReceive = 0, willNot = 0, added = 0, reasons = [] } = count ?? {};
  return (
    <div className={classes.filters}>
      <FilterChips
        param="show"
        label="Recipients"
        all={{ label: "All", ...known(willReceive + willNot) }}
        chips={[
          { value: "will", label: "Will receive", ...known(willReceive) },
          ...missing.map(({ field, people }) => ({
            value: `no-${field}`,
            label: formatLackers(field),
            count: people,
          })),
          ...(added > 0 ? [{ value: "added", label: "Added by hand", count: added }] : []),
          { value: "will_not", label: "Will not", ...known(willNot) },
          ...reasons.map(({ code, people }) => ({
            value: code,
            label: reasonLabels[code].word,
            count: people,
          })),
        ]}
      />
      {reasons.length > 0 && <ReasonGlossary />}
    </div>
  );
}
