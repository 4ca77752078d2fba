import type { KeptRecord } from "@packpost/core/customer/merge/read-kept";
import { IconArrowMerge } from "@tabler/icons-react";
import classes from "./merged-line.module.css";

/** Above a part of the page, for whoever came by the old page of a record that was merged into this one (P11); null = by none. */
export function MergedLine({ merged }: { merged: KeptRecord | null }) {
  if (merged === null) return null;
  return (
    <p className={classes.root} role="status">
      <IconArrowMerge size={17} stroke={1.7} aria-hidden />
      <span>
        You followed a link to {merged.name}, customer {merged.number}. That record was merged into this one.
      </span>
    </p>
  );
}
