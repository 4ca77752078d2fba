"use client";

import type { Progress } from "@packpost/core/campaign/progress/get-progress";
import { IconArrowBackUp, IconHourglassHigh } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { Button } from "#web/components/form/button.tsx";
import { formatPeople } from "#web/components/form/format-number.ts";
import { useCountdown } from "#web/components/time/use-countdown.ts";
import classes from "./sending-notices.module.css";
import { useSendingChange } from "./use-sending-change.ts";

interface UndoNoticeProps {
  campaignId: string;
  progress: Progress;
  canSend: boolean;
}

/** The ten seconds in which a send can be taken back (C7). */
export function UndoNotice({ campaignId, progress, canSend }: UndoNoticeProps) {
  const secondsLeft = useCountdown(progress.beginsInMs);
  const undo = useSendingChange("undo", campaignId);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // The dialog that was confirmed is gone with its focus; nobody's focus elsewhere is taken.
    if (document.activeElement === null || document.activeElement === document.body) button.current?.focus();
  }, []);
  const people = progress.confirmedCount === null ? "everyone" : formatPeople(progress.confirmedCount);
  return (
    <div className={classes.undo}>
      <IconHourglassHigh size={22} stroke={1.7} aria-hidden />
      <p role="status">
        {secondsLeft > 0 ? (
          <>
            Goes out to {people} in{" "}
            <b aria-hidden="true">
              {secondsLeft} {secondsLeft === 1 ? "second" : "seconds"}
            </b>
            <span className={classes.heard}>ten seconds or less</span>.
          </>
        ) : secondsLeft > -15 ? (
          <>Starting to send to {people}…</>
        ) : (
          <>
            It has not begun yet. It starts by itself as soon as the sending service answers; nothing is lost.
          </>
        )}
      </p>
      {canSend && (
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={17} stroke={1.8} aria-hidden />}
          ref={button}
          loading={undo.isPending}
          onClick={() => undo.mutate({ campaignId })}
        >
          Undo
        </Button>
      )}
    </div>
  );
}
