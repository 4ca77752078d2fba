"use client";

import { useQuery } from "@tanstack/react-query";
import { MessageAsSent } from "#web/components/mail/message-as-sent.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { Skeleton } from "#web/components/page/skeleton.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { formatSentMail } from "./format-sent-mail.ts";
import { useShownMail } from "./use-shown-mail.ts";

/** No validation library: the page would carry it. */
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The mail as it was sent, to an example person or to the one chosen among the recipients. */
export function SentMailDialog({ campaignId }: { campaignId: string }) {
  const [shown, show] = useShownMail();
  return (
    <Dialog
      inUrl
      opened={shown !== null}
      onClose={() => void show(null, { history: "back" })}
      title="The mail"
      width={792}
    >
      {shown !== null && <SentMail campaignId={campaignId} recipientId={shown} />}
    </Dialog>
  );
}

function SentMail({ campaignId, recipientId }: { campaignId: string; recipientId: string }) {
  const trpc = useTRPC();
  // Nonsense in the URL counts as nobody in particular.
  const mail = useQuery(
    trpc.campaign.sentMail.queryOptions({ campaignId, ...(uuid.test(recipientId) && { recipientId }) }),
  );
  if (mail.isError) return <ErrorNotice error={mail.error} onRetry={() => void mail.refetch()} />;
  if (mail.data === undefined) return <Skeleton height={320} radius="md" />;
  const { message, sender } = mail.data;
  return (
    <MessageAsSent
      label="The mail as it was sent"
      fact={formatSentMail(mail.data)}
      envelope={`${sender.name} <${sender.email}>`}
      {...message}
    />
  );
}
