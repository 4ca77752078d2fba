"use client";

import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { MailFrame } from "#web/components/mail/mail-frame.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { Skeleton } from "#web/components/page/skeleton.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { formatSentMail } from "./format-sent-mail.ts";
import classes from "./sent-mail-dialog.module.css";
import { useShownMail } from "./use-shown-mail.ts";

/** No validation library: the page would carry it. */
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type View = "desktop" | "phone" | "plain";

/** The mail as it was sent, to an example person or to the one chosen among the recipients. */
export function SentMailDialog({ campaignId }: { campaignId: string }) {
  const [shown, show] = useShownMail();
  return (
    <Dialog
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
  const [view, setView] = useState<View>("desktop");
  // Nonsense in the URL counts as nobody in particular.
  const mail = useQuery(
    trpc.campaign.sentMail.queryOptions({ campaignId, ...(uuid.test(recipientId) && { recipientId }) }),
  );
  if (mail.isError) return <ErrorNotice error={mail.error} onRetry={() => void mail.refetch()} />;
  if (mail.data === undefined) return <Skeleton height={320} radius="md" />;
  const { message, sender } = mail.data;
  return (
    <section className={classes.root} aria-label="The mail as it was sent">
      <div className={classes.bar}>
        <p>{formatSentMail(mail.data)}</p>
        <SegmentedControl<View>
          size="xs"
          aria-label="How to show it"
          value={view}
          onChange={setView}
          data={[
            { value: "desktop", label: "Desktop" },
            { value: "phone", label: "Phone" },
            { value: "plain", label: "Plain text" },
          ]}
        />
      </div>
      <div className={classes.mail}>
        <p className={classes.envelope}>
          <b>{message.subject}</b>
          <span>
            {sender.name} &lt;{sender.email}&gt;
          </span>
        </p>
        {view === "plain" ? (
          <pre className={classes.plain}>{message.text}</pre>
        ) : (
          <MailFrame html={message.html} device={view} theme="light" />
        )}
      </div>
    </section>
  );
}
