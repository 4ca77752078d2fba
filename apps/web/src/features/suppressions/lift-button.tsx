"use client";

import type { SuppressionLine } from "@packpost/core/suppression/list-suppressions";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { ConfirmDialog } from "#web/components/overlay/confirm-dialog.tsx";
import { notifications } from "#web/components/page/announce.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./suppressions.module.css";

/** Lets it be written to again, after a question; a complaint cannot be lifted, and says why. */
export function LiftButton({ line }: { line: SuppressionLine }) {
  const [asking, setAsking] = useState(false);
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const lift = useMutation(
    trpc.suppression.lift.mutationOptions({
      onSuccess: async ({ outcome }) => {
        setAsking(false);
        if (outcome === "already") notifications.show({ message: "Somebody had lifted it already." });
        await queryClient.invalidateQueries(trpc.suppression.pathFilter());
      },
    }),
  );
  if (line.reason === "complaint") {
    return (
      <span className={classes.never} title="Only the person can undo it, at their mail provider.">
        cannot be lifted
      </span>
    );
  }
  return (
    <>
      <Button variant="default" size="xs" aria-label={`Lift ${line.value}`} onClick={() => setAsking(true)}>
        Lift…
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Write to ${line.value} again?`}
        confirmLabel="Lift the block"
        count={0}
        pending={lift.isPending}
        error={lift.error}
        onConfirm={() => lift.mutate({ suppressionId: line.id })}
      >
        {line.reason === "hard_bounce" && (
          <p>
            A mail to it came back for good. Lift it only if you know that the mailbox works now: bounces harm
            how all your mail is received.
          </p>
        )}
        <p>
          Campaigns reach it again from the next one on. The mail provider is told too; if it does not allow
          it, the block stands again with the provider's words.
        </p>
      </ConfirmDialog>
    </>
  );
}
