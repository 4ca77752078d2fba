"use client";

import type { ImportLine } from "@packpost/core/customer-import/import-line";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { formatCount } from "#web/components/form/format-number.ts";
import { ConfirmDialog } from "#web/components/overlay/confirm-dialog.tsx";
import { Time } from "#web/components/time/time.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { formatRows } from "./import-words.ts";

/** Takes an import back, after a question, for a day after its end. */
export function UndoButton({ line }: { line: ImportLine }) {
  const [asking, setAsking] = useState(false);
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const undo = useMutation(
    trpc.customerImport.undo.mutationOptions({
      onSuccess: async () => {
        setAsking(false);
        await queryClient.invalidateQueries(trpc.customerImport.pathFilter());
      },
    }),
  );
  const { created, changed } = line.counts;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconArrowBackUp size={16} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        Undo…
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title="Undo this import?"
        confirmLabel={`Undo ${formatRows(created + changed)}`}
        count={0}
        danger
        pending={undo.isPending}
        error={undo.error}
        onConfirm={() => undo.mutate({ importId: line.id, seenRevision: line.revision })}
      >
        <p>
          What the file has made ({formatCount(created)}) is removed, what it has changed (
          {formatCount(changed)}) goes back to what it was.
        </p>
        <p>
          What somebody has edited since stays as it is, and so does whoever has messages or visits by now:
          these are listed afterwards. Nobody who unsubscribed is subscribed again.
        </p>
        <p>
          It can be undone until <Time at={line.undoUntil} />.
        </p>
      </ConfirmDialog>
    </>
  );
}
