"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#web/trpc/client.tsx";

/** Whether a stop switch holds all sending (C17), as the banner of the page knows it. */
export function useStopped(): boolean {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.account.sending.queryOptions(undefined, { staleTime: 5_000 }));
  return data !== undefined && data.stopped !== null;
}
