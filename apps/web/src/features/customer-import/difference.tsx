"use client";

import { type ImportOutcome, importOutcomes } from "@packpost/core/customer-import/enums";
import type { ImportPage } from "@packpost/core/customer-import/read-imports";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Chip } from "#web/components/choice/chip.tsx";
import { ChipRow } from "#web/components/choice/chip-row.tsx";
import { Button } from "#web/components/form/button.tsx";
import { formatCount } from "#web/components/form/format-number.ts";
import { ConfirmDialog } from "#web/components/overlay/confirm-dialog.tsx";
import { Card } from "#web/components/page/card.tsx";
import { ExportButton } from "#web/components/table/export-button.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./customer-import.module.css";
import { DifferenceRows } from "./difference-rows.tsx";
import { formatCounts, formatRows, outcomeWords, rowsIn } from "./import-words.ts";

/** What the rows of a file would do, or have done: four numbers that add up to the rows, each a filter of what stands below. */
export function Difference({ line }: { line: ImportPage }) {
  const { state } = line;
  const counts = state === "looked" && line.looked !== null ? line.looked : line.counts;
  const total = rowsIn(counts);
  const [shown, show] = useState<ImportOutcome | "kept">(
    line.kept > 0
      ? "kept"
      : (importOutcomes.find((one) => counts[one] > 0 && one !== "unchanged") ?? "created"),
  );
  const title = {
    looked: "What would change",
    done: "What has changed",
    undone: "What it had changed, before it was undone",
  }[state as "looked"];
  return (
    <Card
      title={title}
      padding="flush"
      tools={
        counts.refused > 0 && line.fileKey !== null ? (
          <ExportButton
            path={`/api/export/imports/${line.id}`}
            filters={{}}
            word={`${formatCount(counts.refused)} refused as a file`}
            label={`${formatCount(counts.refused)} refused as a file, with the reasons`}
          />
        ) : undefined
      }
    >
      <div className={classes.head}>
        <p className={classes.sum}>
          <b>{formatRows(total)}</b>: {formatCounts(counts)}.
          {state === "looked" && " Nothing is written yet."}
          {state === "undone" && line.kept > 0 && ` ${formatRows(line.kept)} stayed as they are.`}
        </p>
        <ChipRow label="Rows by what becomes of them" scrolls>
          {line.kept > 0 && (
            <Chip count={line.kept} chosen={shown === "kept"} onClick={() => show("kept")}>
              Not undone
            </Chip>
          )}
          {importOutcomes.map((one) => (
            <Chip key={one} count={counts[one]} chosen={shown === one} onClick={() => show(one)}>
              {outcomeWords[one]}
            </Chip>
          ))}
        </ChipRow>
      </div>
      <DifferenceRows key={shown} line={line} outcome={shown} />
      {state === "looked" && <ConfirmBar line={line} />}
    </Card>
  );
}

/** The one press that writes. */
function ConfirmBar({ line }: { line: ImportPage }) {
  const [asking, setAsking] = useState(false);
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries(trpc.customerImport.pathFilter());
  const confirm = useMutation(
    trpc.customerImport.confirm.mutationOptions({
      onSuccess: async () => {
        setAsking(false);
        await refresh();
      },
    }),
  );
  const { created = 0, changed = 0, refused = 0 } = line.looked ?? {};
  const n = created + changed;
  if (n === 0)
    return (
      <p className={classes.foot}>
        There is nothing to import: no row of this file changes anything.
        {refused > 0 &&
          " If what they name is not here yet, bring that first and check this file again; else mend the refused rows and drop them again."}
      </p>
    );
  return (
    <div className={classes.foot}>
      <Button onClick={() => setAsking(true)}>Import {formatRows(n)}…</Button>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Import ${formatRows(n)}?`}
        confirmLabel={`Import ${formatRows(n)}`}
        count={0}
        pending={confirm.isPending}
        error={confirm.error}
        onConfirm={() => confirm.mutate({ importId: line.id, seenRevision: line.revision })}
      >
        <p>
          {formatCount(created)} new, {formatCount(changed)} changed.
          {refused > 0 && ` ${formatRows(refused)} cannot be imported and can be had as a file.`}
        </p>
        <p>Who may be written to follows at once. Nobody who unsubscribed is subscribed again.</p>
        <p>It can be undone for 24 hours.</p>
      </ConfirmDialog>
    </div>
  );
}
