"use client";

import type { ImportLine } from "@packpost/core/customer-import/import-line";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "#web/components/form/button.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./customer-import.module.css";
import { formatCounts, formatRows, rowsIn } from "./import-words.ts";
import { WorkBar } from "./work-bar.tsx";

/** How far the work is; it goes on by itself, whoever looks. */
export function Working({ line }: { line: ImportLine }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const discard = useMutation(
    trpc.customerImport.discard.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.customerImport.pathFilter()),
    }),
  );
  const { counts, state, bytes, bytesDone } = line;
  const label = { looking: "Checking the file", running: "Importing", undoing: "Undoing" }[
    state as "looking"
  ];
  const total = counts.created + counts.changed;
  const part = state === "undoing" ? line.rowDone / Math.max(1, total) : bytesDone / Math.max(1, bytes);
  return (
    <div className={classes.drop}>
      <WorkBar label={label} part={part} />
      <p className={classes.quiet} role="status">
        {state === "undoing"
          ? `${formatRows(line.rowDone)} of ${formatRows(total)}`
          : `${formatRows(rowsIn(counts))} so far: ${formatCounts(counts)}.`}{" "}
        You can leave this page; it goes on by itself.
      </p>
      {state === "looking" && (
        <div>
          <Button
            variant="default"
            loading={discard.isPending}
            onClick={() => discard.mutate({ importId: line.id, seenRevision: line.revision })}
          >
            Stop and put the file away
          </Button>
        </div>
      )}
      {discard.error !== null && <ErrorNotice error={discard.error} />}
    </div>
  );
}
