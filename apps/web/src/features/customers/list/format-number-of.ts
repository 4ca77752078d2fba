import type { CustomerCount } from "@packpost/core/customer/list/count-customers";
import { formatCount } from "#web/components/form/format-number.ts";

/**
 * How many customers the list has, as its header says it: "1,204 customers"; of a filter "38 customers match"; as far as they are counted
 * "100,000 customers or more".
 */
export function formatNumberOf({ count, isMore }: CustomerCount, isNarrowed: boolean): string {
  // None among those who were looked through: nothing is known.
  if (isMore && count === 0) return "";
  const many = `${formatCount(count)} ${count === 1 ? "customer" : "customers"}${isMore ? " or more" : ""}`;
  if (!isNarrowed) return many;
  return `${many} ${count === 1 && !isMore ? "matches" : "match"}`;
}
