"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTRPC } from "#web/trpc/client.tsx";
import { useLive } from "#web/trpc/live/use-live.ts";

/** Between two questions where the server keeps no more pages of this person up. */
const askAgainMs = 5_000;

/** One alert, kept up by the server while one looks; its people are asked for anew with its numbers. */
export function useAlert(alertId: string) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [asksItself, setAsksItself] = useState(false);
  const query = useQuery(
    trpc.alert.get.queryOptions({ alertId }, { refetchInterval: asksItself && askAgainMs }),
  );
  useLive(
    { kind: "alert", id: alertId },
    {
      enabled: query.data !== undefined,
      onTooMany: setAsksItself,
      onValue: (value) => queryClient.setQueryData(trpc.alert.get.queryKey({ alertId }), value),
    },
  );
  const numbers = query.data && JSON.stringify([query.data.counts, query.data.held, query.data.status]);
  const people = trpc.alert.recipients.pathFilter();
  useEffect(() => {
    if (numbers !== undefined) void queryClient.invalidateQueries(people);
  }, [numbers, queryClient, people]);
  return query;
}
