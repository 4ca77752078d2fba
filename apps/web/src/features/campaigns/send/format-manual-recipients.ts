import type { AudienceCount } from "@packpost/core/audience/review/count-audience";
import { formatCount } from "#web/components/form/format-number.ts";

/**
 * ", with 3 added by hand and without 2 excluded by hand"; nothing where the lists are empty. Of those added only who will
 * receive it is among the people confirmed; the others are named beside them.
 *
 * @param count how many the question is about: while the audience is counted anew, nothing is said of its parts
 */
export function formatManualRecipients(audience: AudienceCount | undefined, count: number): string {
  if (audience === undefined || audience.willReceive !== count) return "";
  const { added, addedReceiving } = audience;
  const excluded = audience.reasons.find(({ code }) => code === "excluded_by_hand")?.people ?? 0;
  const others = added - addedReceiving;
  const parts = [
    ...(addedReceiving > 0 ? [`with ${formatCount(addedReceiving)} added by hand`] : []),
    ...(excluded > 0 ? [`without ${formatCount(excluded)} excluded by hand`] : []),
    ...(others > 0
      ? [`${formatCount(others)} ${addedReceiving > 0 ? "more " : ""}added by hand will not receive it`]
      : []),
  ];
  return parts
    .map((part, n) => (n === 0 ? `, ${part}` : part))
    .join(parts.length > 2 || others > 0 ? ", " : " and ");
}
