"use client";

import type { LiftSuppressionsInput, ListSuppressionsInput } from "@packpost/core/suppression/schemas";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { formatCount } from "#web/components/form/format-number.ts";
import { ConfirmDialog } from "#web/components/overlay/confirm-dialog.tsx";
import { notifications } from "#web/components/page/announce.ts";
import { SelectionBar } from "#web/components/table/selection-bar.tsx";
import type { Selection } from "#web/components/table/use-selection.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import { useUndoLift } from "./use-undo-lift.ts";

interface LiftSelectedProps {
  selection: Selection;
  /** What the list shows, for "all that match". */
  input: Pick<ListSuppressionsInput, "channel" | "reason" | "search">;
  /** How many match in all. */
  matching: number;
  /** How many of the selected are complaints, which stay. */
  complaints: number;
}

const notice = "lift-many";
const formatBlocks = (count: number) => `${formatCount(count)} ${count === 1 ? "block" : "blocks"}`;
const formatComplaints = (count: number) =>
  `${formatCount(count)} spam ${count === 1 ? "complaint stays" : "complaints stay"} blocked: only the person can undo that.`;

/** Lifts the selected blocks after a question; spam complaints among them stay, and the lifting can be undone. */
export function LiftSelected({ selection, input, matching, complaints }: LiftSelectedProps) {
  const [asking, setAsking] = useState(false);
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const undoLift = useUndoLift(notice);
  const lift = useMutation(
    trpc.suppression.liftMany.mutationOptions({
      onSuccess: async ({ lifted, complaints: kept }) => {
        setAsking(false);
        selection.clear();
        const undo = undoLift(lifted);
        notifications.show({
          id: notice,
          title: `${formatBlocks(lifted.length)} lifted`,
          message: (
            <>
              {kept > 0 && formatComplaints(kept)}{" "}
              {undo !== null && (
                <Button size="compact-sm" variant="subtle" onClick={undo}>
                  Undo
                </Button>
              )}
            </>
          ),
          autoClose: 15_000,
        });
        await queryClient.invalidateQueries(trpc.suppression.pathFilter());
      },
    }),
  );
  const count = (selection.all ? matching : selection.ids.size) - complaints;
  const which: LiftSuppressionsInput["which"] = selection.all
    ? { kind: "matching", ...input }
    : { kind: "ids", ids: [...selection.ids] };
  return (
    <>
      <SelectionBar selection={selection} matching={matching}>
        {count > 0 ? (
          <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
            Lift…
          </Button>
        ) : (
          <span>Spam complaints cannot be lifted.</span>
        )}
      </SelectionBar>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Lift ${formatBlocks(count)}?`}
        confirmLabel={`Lift ${formatBlocks(count)}`}
        count={count}
        question={count}
        pending={lift.isPending}
        error={lift.error}
        onConfirm={() => lift.mutate({ which })}
      >
        <p>
          Campaigns reach them again from the next one on. Where mail came back for good, lift only if you
          know that the mailbox works now: bounces harm how all your mail is received.
        </p>
        <p>
          The mail provider is told too; what it does not allow stands again with its words. Whoever has
          unsubscribed still gets no campaign.
        </p>
        {complaints > 0 && <p>{formatComplaints(complaints)}</p>}
      </ConfirmDialog>
    </>
  );
}
