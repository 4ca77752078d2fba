"use client";

import { IconCalendarTime } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { Hint } from "#web/components/overlay/hint.tsx";
import { loadLater } from "#web/trpc/load-later.ts";
import type { DraftToSend } from "./draft-to-send.ts";
import { useSendable } from "./use-sendable.ts";

/** Needed only once somebody plans. */
const ScheduleDialog = dynamic(
  () => loadLater(() => import("./schedule-dialog.tsx")).then((module) => module.ScheduleDialog),
  {
    ssr: false,
  },
);

/** Sends the draft at a time instead of now; off, with the reason, whenever sending is. */
export function ScheduleButton(props: DraftToSend) {
  const [opened, setOpened] = useState<boolean | null>(null);
  const { people, reason } = useSendable(props);
  return (
    <>
      <Hint label={reason} align="end">
        <Button
          variant="default"
          leftSection={<IconCalendarTime size={17} stroke={1.8} aria-hidden />}
          {...(reason === null ? {} : { "data-disabled": true, "aria-disabled": true })}
          aria-description={reason ?? undefined}
          onClick={() => reason === null && setOpened(true)}
        >
          Schedule
        </Button>
      </Hint>
      {opened !== null && people !== undefined && (
        <ScheduleDialog {...props} people={people} opened={opened} onClose={() => setOpened(false)} />
      )}
    </>
  );
}
