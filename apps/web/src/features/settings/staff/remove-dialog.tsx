"use client";

import type { ShownMember } from "@packpost/core/staff/membership/list-staff";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "#web/components/overlay/confirm-dialog.tsx";
import { notifications } from "#web/components/page/announce.ts";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { Skeleton } from "#web/components/page/skeleton.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { pageSession } from "#web/trpc/page-session.ts";
import { RemovalFacts } from "./removal-facts.tsx";
import type { Viewer } from "./viewer.ts";

interface RemoveDialogProps {
  member: ShownMember;
  viewer: Viewer;
  onClose: () => void;
}

/** The last question before somebody's work here ends: what ends with it, what goes on, what is left to do (O1). */
export function RemoveDialog({ member, viewer, onClose }: RemoveDialogProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { id: staffMemberId, name } = member;
  const mine = staffMemberId === viewer.staffMemberId;
  const preview = useQuery({ ...trpc.staff.previewRemoval.queryOptions({ staffMemberId }), staleTime: 0 });
  const remove = useMutation(
    trpc.staff.remove.mutationOptions({
      onMutate: () => {
        if (mine) pageSession.expectSignOut();
      },
      onSuccess: async () => {
        if (mine) return window.location.assign("/sign-in?bye=1");
        notifications.show({ message: `${name} is signed out everywhere and works here no more.` });
        await client.invalidateQueries(trpc.staff.pathFilter());
        onClose();
      },
    }),
  );
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={mine ? "Leave the team?" : `Remove ${name} from the team?`}
      confirmLabel={mine ? "Leave the team" : `Remove ${name}`}
      count={1}
      danger
      pending={remove.isPending}
      error={remove.error}
      blocked={preview.data === undefined}
      onConfirm={() => remove.mutate({ staffMemberId })}
    >
      {preview.data !== undefined ? (
        <RemovalFacts preview={preview.data} mine={mine} />
      ) : preview.error !== null ? (
        <ErrorNotice error={preview.error} onRetry={() => void preview.refetch()} />
      ) : (
        <Skeleton height={96} />
      )}
    </ConfirmDialog>
  );
}
