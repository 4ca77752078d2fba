"use client";

import { useQuery } from "@tanstack/react-query";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { Skeleton } from "#web/components/page/skeleton.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { ComposeAlert } from "./compose-alert.tsx";

/** The upper half of the panel, once it is known what was being written. */
export function ComposeSection({ staffMemberId }: { staffMemberId: string }) {
  const trpc = useTRPC();
  const { data: draft, error, refetch } = useQuery(trpc.alert.draft.queryOptions());
  if (draft !== undefined) return <ComposeAlert draft={draft} staffMemberId={staffMemberId} />;
  if (error !== null) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return (
    <div aria-busy="true">
      <Skeleton height={76} mb={14} radius="md" />
      <Skeleton height={74} mb={14} radius="md" />
      <Skeleton height={96} mb={14} radius="md" />
    </div>
  );
}
