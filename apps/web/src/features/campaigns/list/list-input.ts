import { campaignSorts, campaignStatuses, findWord } from "@packpost/core/campaign/enums";
import type { ListCampaignsInput } from "@packpost/core/campaign/schemas";

/** The chip that shows the archive, in the place of a status. */
export const ARCHIVED = "archived";
/** The chip that shows what waits for a person to approve it. */
export const AWAITING = "approval";

interface ListUrl {
  q: string | null | undefined;
  status: string | null | undefined;
  /** `opened.desc` */
  sort: string | null | undefined;
}

/** What the list asks for, from what stands in the URL; page and browser must agree. Nonsense counts as nothing. */
export function listInputOf({ q, status, sort }: ListUrl): Omit<ListCampaignsInput, "cursor"> {
  const [column, direction] = (sort ?? "").split(".");
  const chosen = findWord(campaignStatuses, status);
  return {
    search: (q ?? "").trim().slice(0, 200),
    archived: status === ARCHIVED,
    statuses: chosen ? [chosen] : [],
    awaitsApproval: status === AWAITING,
    sort: findWord(campaignSorts, column) ?? "date",
    order: direction === "asc" ? "asc" : "desc",
    pageSize: 50,
  };
}
