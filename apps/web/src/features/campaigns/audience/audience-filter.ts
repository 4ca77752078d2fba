import { isReasonCode } from "@packpost/core/audience/reasons";
import type { AudienceFilter } from "@packpost/core/audience/schemas";
import { isMergeFieldName } from "@packpost/core/content/template/merge-fields";

/** The chip that the URL names, as the server's filter: `will`, `will_not`, `added`, a reason, or `no-first_name`. */
export function audienceFilterOf(chosen: string | null): AudienceFilter {
  if (chosen === "will" || chosen === "will_not" || chosen === "added") return { kind: chosen };
  if (chosen !== null && isReasonCode(chosen)) return { kind: "reason", reason: chosen };
  const field = chosen?.startsWith("no-") === true ? chosen.slice(3) : "";
  return isMergeFieldName(field) ? { kind: "missing", field } : { kind: "all" };
}

/** What the table of recipients asks for; page and browser must agree. */
export function audienceInputOf(
  key: { campaignId: string; passId: string },
  chosen: string | null,
  search: string | null,
) {
  return {
    ...key,
    filter: audienceFilterOf(chosen),
    search: (search ?? "").trim().slice(0, 200),
    pageSize: 25,
  };
}
