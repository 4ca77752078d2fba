"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "#web/components/form/button.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { nameWithin, threadName } from "../thread-name.ts";
import classes from "./joining.module.css";
import { SidePreview } from "./side-preview.tsx";

/** Both sides of a joined conversation, before it is taken out again (T6). */
export function SplitDialog({
  strangerThreadId,
  onClose,
}: {
  strangerThreadId: string;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const preview = useQuery(trpc.conversation.previewSplit.queryOptions({ strangerThreadId }));
  const split = useMutation(
    trpc.conversation.split.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.conversation.pathFilter());
        onClose();
      },
    }),
  );
  const error = preview.error ?? split.error;
  return (
    <Dialog opened onClose={onClose} title="Split the conversations again" width={640}>
      <div className={classes.form}>
        {error !== null && (
          <ErrorNotice
            error={error}
            {...(preview.error !== null && { onRetry: () => void preview.refetch() })}
          />
        )}
        {preview.data !== undefined && (
          <div className={classes.sides}>
            <SidePreview
              title={`Goes to ${threadName({ family: null, stranger: preview.data.stranger.name })}`}
              side={preview.data.stranger}
            />
            <SidePreview
              title={`Stays with ${nameWithin(preview.data.family.name)}`}
              side={preview.data.family}
            />
          </div>
        )}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Leave them joined
          </Button>
          <Button
            disabled={preview.data === undefined}
            loading={split.isPending}
            onClick={() => split.mutate({ strangerThreadId })}
          >
            Split
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
