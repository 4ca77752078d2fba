"use client";

import { IconMailFast } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { Hint } from "#web/components/overlay/hint.tsx";
import { loadLater } from "#web/trpc/load-later.ts";
import type { DraftToPreview } from "./draft-to-preview.ts";

/** Needed only once somebody sends one. */
const PreviewDialog = dynamic(
  () => loadLater(() => import("./preview-dialog.tsx")).then((module) => module.PreviewDialog),
  {
    ssr: false,
  },
);

/** "Send preview" (C6), or why it cannot be sent yet. */
export function PreviewButton(props: DraftToPreview) {
  const [opened, setOpened] = useState(false);
  const blocking = props.problems.filter(({ severity }) => severity === "blocking");
  const reason = blocking[0]?.message ?? null;
  return (
    <>
      <Hint label={reason} align="end">
        <Button
          variant="default"
          leftSection={<IconMailFast size={17} stroke={1.8} aria-hidden />}
          // Stays reachable for keyboard and screen reader, which hear the reason.
          {...(reason === null ? {} : { "data-disabled": true, "aria-disabled": true })}
          aria-description={reason ?? undefined}
          onClick={() => reason === null && setOpened(true)}
        >
          Send preview
        </Button>
      </Hint>
      <Dialog opened={opened} onClose={() => setOpened(false)} title="Send a preview" width={512}>
        <PreviewDialog {...props} onClose={() => setOpened(false)} />
      </Dialog>
    </>
  );
}
