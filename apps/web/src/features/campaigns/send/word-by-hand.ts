import type { AudienceCount } from "@packpost/core/audience/count-audience";
import { formatCount } from "#web/components/format-number.ts";

/** ", with 3 added by hand and without 2 excluded by hand"; nothing where the lists are empty. */
export function wordByHand(audience: AudienceCount | undefined): string {
  const excluded = audience?.reasons.find(({ code }) => code === "excluded_by_hand")?.people ?? 0;
  const parts = [
    ...(audience !== undefined && audience.added > 0
      ? [`with ${formatCount(audience.added)} added by hand`]
      : []),
    ...(excluded > 0 ? [`without ${formatCount(excluded)} excluded by hand`] : []),
  ];
  return parts.length === 0 ? "" : `, ${parts.join(" and ")}`;
}
