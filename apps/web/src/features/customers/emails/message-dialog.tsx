"use client";

import type { CustomerMessage } from "@packpost/core/customer/mail/read-message";
import { useQuery } from "@tanstack/react-query";
import { MessageAsSent } from "#web/components/mail/message-as-sent.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { Skeleton } from "#web/components/page/skeleton.tsx";
import { formatExactTime } from "#web/components/time/format-time.ts";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { useEmailsPlace } from "./use-emails-place.ts";

/** A message as it was sent or came, in the URL: Back closes it (P5). */
export function MessageDialog({ customerId }: { customerId: string }) {
  const { read, close } = useEmailsPlace();
  return (
    <Dialog inUrl opened={read !== null} onClose={close} title="As it was sent" width={792}>
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

function Body({ message }: { message: CustomerMessage }) {
  const zone = useOrganisationZone();
  const { html, text, subject, from, to, at, received } = message;
  return (
    <MessageAsSent
      label={received ? "The message as it came" : "The message as it was sent"}
      fact={`${received ? "Received" : "Sent"} ${formatExactTime(at, zone)}`}
      envelope={
        <>
          {from !== null && <>From {from}</>} {to !== null && <>to {to}</>}
        </>
      }
      {...{ subject, html, text }}
    />
  );
}
