"use client";

import type { Role } from "@packpost/core/access/permissions";
import type { SendingState } from "@packpost/core/organisation/get-sending-state";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useTRPC } from "#web/trpc/client.tsx";
import { loadLater } from "#web/trpc/load-later.ts";

/** Rendered with the page where sending is stopped, and carried by no other. */
const StoppedWords = dynamic(() =>
  loadLater(() => import("./stopped-words.tsx")).then((module) => module.StoppedWords),
);

/** Says on every page that nothing goes out, since when, and where that is changed (C17, O4). */
export function StoppedBanner({ initial, role }: { initial: SendingState; role: Role }) {
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.account.sending.queryOptions(undefined, {
      initialData: initial,
      staleTime: 5_000,
      refetchInterval: 30_000,
    }),
  );
  return (
    <div role="status">
      {data.stopped !== null && <StoppedWords sending={data} stopped={data.stopped} role={role} />}
    </div>
  );
}
