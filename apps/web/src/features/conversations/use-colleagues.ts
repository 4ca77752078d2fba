"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#web/trpc/client.tsx";

/** Who works here; read when it is first needed. */
export function useColleagues() {
  const trpc = useTRPC();
  const { data: colleagues = [] } = useQuery(
    trpc.conversation.colleagues.queryOptions(undefined, { staleTime: 300_000 }),
  );
  return {
    colleagues,
    nameOf: (staffMemberId: string) =>
      colleagues.find(({ id }) => id === staffMemberId)?.name ?? "a colleague",
  };
}
