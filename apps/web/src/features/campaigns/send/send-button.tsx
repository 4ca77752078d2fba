"use client";

import { IconSend } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { formatPeople } from "#web/components/form/format-number.ts";
import { Hint } from "#web/components/overlay/hint.tsx";
import { useOnceOpened } from "#web/components/overlay/use-once-opened.ts";
import { loadLater } from "#web/trpc/load-later.ts";
import type { DraftToSend } from "./draft-to-send.ts";
import { useSendable } from "./use-sendable.ts";

/** Needed only once somebody asks to send. */
const SendDialog = dynamic(
  () => loadLater(() => import("./send-dialog.tsx")).then((module) => module.SendDialog),
  {
    ssr: false,
  },
);

/** "Send to 412 people": the exact number, or why it cannot be sent yet. */
export function SendButton(props: DraftToSend) {
  const [opened, setOpened] = useState(false);
  const wasOpened = useOnceOpened(opened);
  const { people, reason } = useSendable(props);
  const label = people === undefined || people === 0 ? "Send" : `Send to ${formatPeople(people)}`;
  return (
    <>
      <Hint label={reason} align="end">
        <Button
          leftSection={<IconSend size={17} stroke={1.8} aria-hidden />}
          // Stays reachable for keyboard and screen reader, which hear the reason.
          {...(reason === null ? {} : { "data-disabled": true, "aria-disabled": true })}
          aria-description={reason ?? undefined}
          onClick={() => reason === null && setOpened(true)}
        >
          {label}
        </Button>
      </Hint>
      {wasOpened && people !== undefined && (
        <SendDialog {...props} people={people} opened={opened} onClose={() => setOpened(false)} />
      )}
    </>
  );
}
