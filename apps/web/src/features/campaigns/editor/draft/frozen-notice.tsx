"use client";

import { IconSend } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "#web/components/form/button.tsx";
import { useTRPC, useTRPCClient } from "#web/trpc/client.tsx";
import classes from "../campaign-editor.module.css";

interface FrozenNoticeProps {
  campaignId: string;
  /** Whether something written here never reached the server. */
  unsaved: boolean;
}

/** A colleague has sent, scheduled or approved what is open here: who, what it means for the words on screen, and where to go. */
export function FrozenNotice({ campaignId, unsaved }: FrozenNoticeProps) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  // Under a key of its own: the page goes on showing the draft until this person has seen enough of it.
  const { data } = useQuery({
    queryKey: ["campaign-taken", campaignId],
    queryFn: async () => {
      const [campaign, { request }] = await Promise.all([
        client.campaign.get.query({ campaignId }),
        client.campaign.approval.get.query({ campaignId }),
      ]);
      // An approved send is sent as the asker's: that they have done it would be no news to them.
      const { sentByName } = campaign;
      return request?.state === "approved" && request.askedBy.name === sentByName
        ? { byName: request.decidedByName, done: "approved" }
        : { byName: sentByName, done: campaign.status === "scheduled" ? "scheduled" : "sent" };
    },
  });
  return (
    <section className={classes.conflict} role="alert">
      <h2 className={classes.conflictTitle}>
        <IconSend size={19} stroke={1.8} aria-hidden />
        {data?.byName ?? "Somebody else"} has {data?.done ?? "sent"} this campaign
      </h2>
      <p className={classes.noticeLine}>
        {unsaved
          ? "What you wrote last is not in it. It stays below until you leave: copy what you want to keep."
          : "Everything you wrote is in it. It cannot be changed here any more."}
      </p>
      <div className={classes.noticeButtons}>
        <Button
          size="xs"
          variant="default"
          onClick={() => void queryClient.invalidateQueries(trpc.campaign.get.queryFilter({ campaignId }))}
        >
          See how it is going
        </Button>
      </div>
    </section>
  );
}
