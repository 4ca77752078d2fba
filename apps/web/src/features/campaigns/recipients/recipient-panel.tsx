"use client";

import type { CampaignDetail } from "@packpost/core/campaign/draft/get-campaign";
import type { Progress } from "@packpost/core/campaign/progress/get-progress";
import { IconUserSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useLayoutEffect, useRef } from "react";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { EmptyState } from "#web/components/page/empty-state.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { Skeleton } from "#web/components/page/skeleton.tsx";
import { useKeptUp } from "#web/features/campaigns/detail/use-kept-up.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import { RecipientExplained } from "./recipient-explained.tsx";
import { useOpenRecipient } from "./use-open-recipient.ts";

interface RecipientPanelProps {
  campaign: CampaignDetail;
  progress: Progress;
  canSeeSuppressions: boolean;
}

/** Everything about one recipient, beside the table that it was opened from; on a phone it takes the whole screen. */
export function RecipientPanel(props: RecipientPanelProps) {
  const [open, setOpen] = useOpenRecipient();
  useFocusBack(open);
  return (
    <Dialog
      inUrl
      opened={open !== null}
      onClose={() => void setOpen(null, { history: "back" })}
      placement="side"
      width={540}
      title="What became of it"
    >
      {open !== null && <Explained {...props} recipientId={open} />}
    </Dialog>
  );
}

/** Gives the focus to the row of whoever was open, also if a link had opened it; where there is none, the dialog has done. */
function useFocusBack(open: string | null): void {
  const last = useRef(open);
  // In the step that takes the dialog away, after it has let the focus go: later, somebody may have gone on with a key.
  useLayoutEffect(() => {
    const closed = open === null ? last.current : null;
    last.current = open;
    if (closed !== null) document.getElementById(`open-${closed}`)?.focus();
  }, [open]);
}

function Explained({
  campaign,
  progress,
  canSeeSuppressions,
  recipientId,
}: RecipientPanelProps & { recipientId: string }) {
  const trpc = useTRPC();
  const isSomebody = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(recipientId);
  const found = useQuery(
    trpc.campaign.recipient.queryOptions(
      { campaignId: campaign.id, recipientId },
      { enabled: isSomebody, retry: false },
    ),
  );
  useKeptUp(JSON.stringify(progress.counts), found.refetch);
  // Nonsense in the URL is nobody.
  if (!isSomebody)
    return (
      <EmptyState icon={IconUserSearch} title="This person is not in the campaign" headingLevel="h3">
        The link may be cut off. Look for them among the recipients.
      </EmptyState>
    );
  if (found.isError && found.data === undefined)
    return <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) return <Skeleton height={320} radius="md" />;
  return (
    <RecipientExplained
      campaignId={campaign.id}
      passId={campaign.passId}
      recipient={found.data}
      sender={campaign.sender.email}
      canSeeSuppressions={canSeeSuppressions}
    />
  );
}
