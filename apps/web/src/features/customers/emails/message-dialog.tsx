"use client";

import { SegmentedControl } from "@mantine/core";
import type { CustomerMessage } from "@packpost/core/customer/mail/read-message";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { MailFrame } from "#web/components/mail/mail-frame.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { Skeleton } from "#web/components/page/skeleton.tsx";
import { formatExactTime } from "#web/components/time/format-time.ts";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./message-dialog.module.css";
import { useEmailsPlace } from "./use-emails-place.ts";

/** A message as it was sent or came, in the URL: Back closes it (P5). */
export function MessageDialog({ customerId }: { customerId: string }) {
  const { read, close } = useEmailsPlace();
  return (
    <Dialog opened={read !== null} onClose={close} title="As it was sent" width={792}>
      {read !== null && <Message customerId={customerId} message={read} />}
    </Dialog>
  );
}

function Message({
  customerId,
  message,
}: {
  customerId: string;
  message: NonNullable<ReturnType<typeof useEmailsPlace>["read"]>;
}) {
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(
    trpc.customer.message.queryOptions({ customerId, ...message }, { retry: false, staleTime: Infinity }),
  );
  if (error !== null) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton height={320} radius="md" />;
  return <Body message={data} />;
}

type View = "desktop" | "phone" | "plain";

function Body({ message }: { message: CustomerMessage }) {
  const zone = useOrganisationZone();
  const [view, setView] = useState<View>("desktop");
  const { html, text, subject, from, to, at, received } = message;
  return (
    <section
      className={classes.root}
      aria-label={received ? "The message as it came" : "The message as it was sent"}
    >
      <div className={classes.bar}>
        <p>
          {received ? "Received" : "Sent"} {formatExactTime(at, zone)}
        </p>
        {html !== null && (
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
        )}
      </div>
      <div className={classes.mail}>
        <p className={classes.envelope}>
          {subject !== null && <b>{subject === "" ? "(no subject)" : subject}</b>}
          <span>
            {from !== null && <>From {from}</>} {to !== null && <>to {to}</>}
          </span>
        </p>
        {html === null || view === "plain" ? (
          <pre className={classes.plain}>{text}</pre>
        ) : (
          <MailFrame html={html} device={view} theme="light" />
        )}
      </div>
    </section>
  );
}
