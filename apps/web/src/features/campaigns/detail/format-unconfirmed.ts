import type { Progress } from "@packpost/core/campaign/progress/get-progress";
import { formatElsewhere, formatRemedy } from "./format-elsewhere.ts";

/** What it means that people are unconfirmed, and what happens by itself. */
export function formatUnconfirmed({
  unconfirmedLeftAt,
  status,
  unconfirmedElsewhere,
}: Pick<Progress, "unconfirmedLeftAt" | "status" | "unconfirmedElsewhere">): string {
  const what =
    "The mail provider was given their mail and has not said whether it took it, so they may have it or not.";
  if (status === "cancelled")
    return `${what} We go on asking. The rest is cancelled, so it is not sent again; resend to those it did not reach if you want to.`;
  if (unconfirmedLeftAt !== null)
    return `${what} Somebody decided to leave it at that. We go on asking, and send nothing by ourselves.`;
  if (unconfirmedElsewhere !== undefined)
    return `${what} ${formatElsewhere(unconfirmedElsewhere)} Nothing is sent again by itself. ${formatRemedy(
      unconfirmedElsewhere,
      "you decide: send it again, and some may get it twice, or leave them.",
    )}`;
  return `${what} We go on asking. If it turns out within a day that a call never arrived, its mail is sent again by itself; nobody gets it twice by that.`;
}
