"use client";

import { Radio } from "@mantine/core";
import type { ShownKey } from "@packpost/core/api-key/list-keys";
import { overlapHours } from "@packpost/core/api-key/schemas";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./api.module.css";
import { ShownOnce } from "./shown-once.tsx";

const words: Readonly<Record<(typeof overlapHours)[number], string>> = {
  0: "It ends now: somebody may have seen it",
  1: "For one hour more",
  24: "For a day more",
  72: "For three days more",
  168: "For a week more",
};

/** Gives a key a new text, and asks how long the old one may go on. */
export function RotateKey({ line, onClose }: { line: ShownKey; onClose: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [hours, setHours] = useState<(typeof overlapHours)[number]>(24);
  const rotate = useMutation(
    trpc.apiKey.rotate.mutationOptions({
      onSuccess: () => client.invalidateQueries(trpc.apiKey.pathFilter()),
    }),
  );
  return (
    <Dialog
      opened
      onClose={onClose}
      title={`Rotate “${line.name}”`}
      width={560}
      locked={rotate.isPending || rotate.data !== undefined}
    >
      {rotate.data !== undefined ? (
        <ShownOnce what="key" value={rotate.data.key} onDone={onClose} />
      ) : (
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            rotate.mutate({ keyId: line.id, overlapHours: hours });
          }}
        >
          <Radio.Group
            label="How long may the present key go on working?"
            description="The system that uses it needs the new one before then."
            value={String(hours)}
            onChange={(chosen) => setHours(overlapHours.find((each) => String(each) === chosen) ?? 24)}
          >
            <div className={classes.choices}>
              {overlapHours.map((each) => (
                <Radio
                  key={each}
                  value={String(each)}
                  label={words[each]}
                  data-autofocus={each === hours || undefined}
                />
              ))}
            </div>
          </Radio.Group>
          {rotate.error !== null && <ErrorNotice error={rotate.error} />}
          <div className={classes.buttons}>
            <Button variant="default" onClick={onClose} disabled={rotate.isPending}>
              Cancel
            </Button>
            <Button type="submit" loading={rotate.isPending}>
              Make the new key
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
