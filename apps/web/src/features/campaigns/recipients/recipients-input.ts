import { isReasonCode } from "@packpost/core/audience/reasons";
import { findWord, type RecipientSort, recipientSorts } from "@packpost/core/campaign/enums";
import { isFigureName } from "@packpost/core/campaign/figures";

const chartFigures = ["delivered", "opened", "clicked"];

/** What stands in the URL about the table of recipients. */
export interface RecipientsUrl {
  status: string | null;
  reason?: string | null | undefined;
  link?: string | null | undefined;
  until?: string | null | undefined;
  q: string | null;
  /** `statusAt.desc` */
  sort?: string | null | undefined;
}

/** What the table of recipients asks for, from what stands in the URL; page, browser and file must agree. */
export function recipientsInputOf(campaignId: string, url: RecipientsUrl) {
  // Nonsense in the URL counts as nothing.
  const filter = url.status !== null && isFigureName(url.status) ? url.status : "all";
  const [column, direction] = (url.sort ?? "").split(".");
  const sort: RecipientSort = findWord(recipientSorts, column) ?? "name";
  const until = url.until ?? "";
  return {
    campaignId,
    filter,
    ...(filter === "skipped" && url.reason && isReasonCode(url.reason) && { reason: url.reason }),
    ...(filter === "all" && url.link && { link: url.link.slice(0, 4_000) }),
    ...(chartFigures.includes(filter) && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(until) && { until }),
    search: (url.q ?? "").trim().slice(0, 200),
    sort,
    order: direction === "desc" ? ("desc" as const) : ("asc" as const),
    pageSize: 25,
  };
}
