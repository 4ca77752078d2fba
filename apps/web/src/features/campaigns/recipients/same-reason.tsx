"use client";

import type { ReasonCode } from "@packpost/core/audience/reasons";
import { useQuery } from "@tanstack/react-query";
import { formatCount } from "#web/components/form/format-number.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./recipient-panel.module.css";
import { useOpenRecipient } from "./use-open-recipient.ts";
import { useRecipientChoice } from "./use-recipient-choice.ts";

/** Leads from one person to everybody with the same reason; nothing where they are the only one. */
export function SameReason({ campaignId, code }: { campaignId: string; code: ReasonCode }) {
  const trpc = useTRPC();
  const reasons = useQuery(trpc.campaign.skipReasons.queryOptions({ campaignId }));
  const { show } = useRecipientChoice();
  const [, open] = useOpenRecipient();
  const people = reasons.data?.find((one) => one.code === code)?.people ?? 0;
  if (people < 2) return null;
  return (
    <button
      type="button"
      className={classes.action}
      onClick={() => {
        void open(null, { history: "replace" });
        show("skipped", { reason: code });
      }}
    >
      Show all {formatCount(people)} with this reason
    </button>
  );
}
