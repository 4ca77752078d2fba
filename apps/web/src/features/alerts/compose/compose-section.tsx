"use client";

import { useQuery } from "@tanstack/react-query";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { ComposeSkeleton } from "../side/compose-skeleton.tsx";
import { ComposeAlert } from "./compose-alert.tsx";

/** The upper half of the panel, once it is known what was being written. */
export function ComposeSection({ staffMemberId }: { staffMemberId: string }) {
  const trpc = useTRPC();
  const { data: draft, error, refetch } = useQuery(trpc.alert.draft.queryOptions());
  if (draft !== undefined) return <ComposeAlert draft={draft} staffMemberId={staffMemberId} />;
  if (error !== null) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return <ComposeSkeleton />;
}
