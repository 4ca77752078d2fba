"use client";

import type { AlertView } from "@packpost/core/alert/alert-view";
import type { Unreached } from "@packpost/core/alert/unreached/read-unreached";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#web/trpc/client.tsx";

/** What became of mails is reported while one looks. */
const againMs = 20_000;

/** Whom an alert has not reached so far, and what mail can do; null = nobody, as far as it is known. */
export function useUnreached(alert: AlertView): Unreached | null {
  const trpc = useTRPC();
  const mayBe = alert.audience > 0 && alert.buckets.sent < alert.audience;
  const { data } = useQuery(
    trpc.alert.sending.unreached.queryOptions(
      { alertId: alert.id },
      { enabled: mayBe, refetchInterval: againMs },
    ),
  );
  return mayBe ? (data ?? null) : null;
}
