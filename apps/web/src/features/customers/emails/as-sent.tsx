"use client";

import type { MessageKind } from "@packpost/core/customer/mail/connections";
import { useQuery } from "@tanstack/react-query";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { Skeleton } from "#web/components/page/skeleton.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./emails.module.css";
import { useEmailsPlace } from "./use-emails-place.ts";

interface AsSentProps {
  customerId: string;
  message: { kind: MessageKind; id: string };
  /** Called before the whole opens, e.g. to close what it stands in. */
  onOpen?: () => void;
}

/** How much of a message is shown before it is opened, in characters. */
const BEGINNING = 190;

/** How a message begins, word for word, and the way to all of it (P5). */
export function AsSent({ customerId, message, onOpen }: AsSentProps) {
  const trpc = useTRPC();
  const { open } = useEmailsPlace();
  const { data, error, refetch } = useQuery(
    trpc.customer.message.queryOptions({ customerId, ...message }, { retry: false, staleTime: Infinity }),
  );
  if (error !== null) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return (
    <div className={classes.asSent}>
      <p className={classes.quiet}>
        {data === undefined ? "…" : data.received ? "As it came" : "As it was sent"}
      </p>
      {data === undefined ? (
        <Skeleton height={58} radius="md" />
      ) : (
        <>
          {data.subject !== null && <b className={classes.subject}>{data.subject}</b>}
          <p className={classes.beginning}>{beginningOf(data.text)}</p>
          <button
            type="button"
            className={classes.whole}
            onClick={() => {
              onOpen?.();
              open(message);
            }}
          >
            {data.channel === "sms" ? "Open the whole text" : "Open the whole mail"}
          </button>
        </>
      )}
    </div>
  );
}

function beginningOf(text: string): string {
  // What stands below the line is the organisation's own foot.
  const words = (text.split(/^-- ?$/m)[0] ?? text).replace(/\s+/g, " ").trim();
  if (words.length <= BEGINNING) return words;
  return `${words.slice(0, BEGINNING).replace(/\s+\S*$/, "")} …`;
}
