import type { KeptRecord } from "@packpost/core/customer/merge/read-kept";
import { IconArrowMerge } from "@tabler/icons-react";
import classes from "./overview.module.css";

/** For whoever came by the old page of a record that was merged into this one (P11). */
export function MergedLine({ merged: { name, number } }: { merged: KeptRecord }) {
  return (
    <p className={classes.merged} role="status">
      <IconArrowMerge size={17} stroke={1.7} aria-hidden />
      <span>
        You followed a link to {name}, customer {number}. That record was merged into this one.
      </span>
    </p>
  );
}
