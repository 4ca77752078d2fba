"use client";

import { NativeSelect } from "@mantine/core";
import type { CampaignDetail } from "@packpost/core/campaign/draft/get-campaign";
import { copyReceivers, findWord } from "@packpost/core/campaign/enums";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { notifications } from "#web/components/page/announce.ts";
import { shownErrorOf } from "#web/components/page/shown-error.ts";
import { useTRPC } from "#web/trpc/client.tsx";

/** Who gets a copy when sending begins (C3): whoever sends it unless somebody chooses otherwise. */
export function CopyChoice({ campaign }: { campaign: CampaignDetail }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const me = useQuery(trpc.account.me.queryOptions());
  const get = trpc.campaign.get.queryOptions({ campaignId: campaign.id });
  const choose = useMutation(
    trpc.campaign.chooseCopy.mutationOptions({
      onSuccess: ({ outcome }, { copyTo }) => {
        if (outcome === "chosen")
          queryClient.setQueryData(get.queryKey, (known) => known && { ...known, copyTo });
      },
      onError: (error) => {
        const { message, nextStep } = shownErrorOf(error);
        notifications.show({ color: "red", title: message, message: nextStep ?? "Try again." });
      },
    }),
  );
  const shown = choose.isPending ? choose.variables.copyTo : campaign.copyTo;
  return (
    <NativeSelect
      aria-label="Send a copy to"
      size="xs"
      value={shown}
      onChange={(event) => {
        const copyTo = findWord(copyReceivers, event.currentTarget.value);
        if (copyTo) choose.mutate({ campaignId: campaign.id, copyTo });
      }}
      data={[
        { value: "sender", label: me.data === undefined ? "Me" : `Me (${me.data.email})` },
        { value: "organisation", label: `Your organisation (${campaign.organisationEmail})` },
        { value: "nobody", label: "Nobody" },
      ]}
    />
  );
}
