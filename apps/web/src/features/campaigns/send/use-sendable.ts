"use client";

import type { CampaignDetail } from "@packpost/core/campaign/draft/get-campaign";
import type { Problem } from "@packpost/core/content/checks/problem";
import { useQuery } from "@tanstack/react-query";
import type { DraftFields } from "#web/features/campaigns/editor/draft/draft-fields.ts";
import { tooLongFields } from "#web/features/campaigns/editor/draft/too-long.ts";
import { useTRPC } from "#web/trpc/client.tsx";

/** How many will receive the draft (undefined while unknown), and why it cannot be sent yet (null when it can). */
export function useSendable(draft: {
  campaign: Pick<CampaignDetail, "id">;
  fields: DraftFields;
  canSend: boolean;
  taken: boolean;
  problems: readonly Problem[];
}): {
  people: number | undefined;
  reason: string | null;
} {
  const { campaign, fields, canSend, taken, problems } = draft;
  const trpc = useTRPC();
  const count = useQuery(
    trpc.audience.count.queryOptions(
      { campaignId: campaign.id, passId: fields.passId ?? "" },
      { enabled: fields.passId !== null },
    ),
  );
  const people = fields.passId === null ? undefined : count.data?.willReceive;
  const reason = taken ? "A colleague has sent it already." : whyNot(canSend, fields, people, problems);
  return { people, reason };
}

/** Why it cannot be sent now; null when it can. */
function whyNot(
  canSend: boolean,
  fields: DraftFields,
  people: number | undefined,
  problems: readonly Problem[],
): string | null {
  if (!canSend)
    return "Campaigns are sent by admins and owners. Your draft is saved: tell one of them that it is ready.";
  if (fields.passId === null) return "Choose the pass first: it says who receives the campaign.";
  if (tooLongFields(fields).length > 0)
    return "Something is too long to be sent: shorten it, the place says by how much.";
  if (people === 0) return "Nobody would receive it. Look below at the reasons.";
  const blocking = problems.filter(({ severity }) => severity === "blocking");
  const [first] = blocking;
  if (first === undefined) return people === undefined ? "Counting who will receive it…" : null;
  return blocking.length === 1
    ? first.message
    : `${blocking.length} things to put right first: ${first.message}`;
}
