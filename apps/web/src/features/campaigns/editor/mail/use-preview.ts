"use client";

import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTRPCClient } from "#web/trpc/client.tsx";
import type { DraftFields } from "../draft/draft-fields.ts";
import { tooLongFields } from "../draft/too-long.ts";

const pauseMs = 350;

/**
 * The mail and its problems as the server sees what is in the editor, a moment after the typing pauses.
 *
 * @param customerId whose values to show; null for example values
 */
export function usePreview(campaignId: string, fields: DraftFields, customerId: string | null) {
  const client = useTRPCClient();
  const { subject, preheader, bodyMarkdown, passId } = fields;
  const [written] = useDebouncedValue(JSON.stringify({ subject, preheader, bodyMarkdown, passId }), pauseMs);
  const asked = JSON.parse(written) as Omit<DraftFields, "name">;
  return useQuery({
    queryKey: ["campaign-preview", campaignId, written, customerId],
    // An older look ends when a newer one is wanted: the server would refuse it (429), and nobody waits for it.
    queryFn: ({ signal }) => client.campaign.preview.mutate({ campaignId, customerId, ...asked }, { signal }),
    // What does not fit is not sent to be looked at either; the last mail stays.
    enabled: tooLongFields({ name: "", ...asked }).length === 0,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    gcTime: 60_000,
    retry: 1,
  });
}
