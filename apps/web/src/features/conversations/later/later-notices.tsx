"use client";

import type { ThreadView } from "@packpost/core/conversation/read-entries";
import { useEffect } from "react";
import { Button } from "#web/components/form/button.tsx";
import { shownErrorOf } from "#web/components/page/shown-error.ts";
import type { TrayPicture } from "#web/components/pictures/picture-tray.ts";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { Notice } from "../composer/notice.tsx";
import type { Me } from "../me.ts";
import type { Composition } from "./composition.ts";
import { formatDue } from "./format-due.ts";
import { compositionOf } from "./use-composition.ts";
import { isDecided, type useSchedule, useStanding } from "./use-schedule.ts";

interface LaterNoticesProps {
  thread: ThreadView;
  me: Me;
  composition: Composition;
  planned: ReturnType<typeof useSchedule>;
  body: string;
  pictures: readonly TrayPicture[];
  /** Nothing is written there. */
  isEmpty: boolean;
  /** It is scheduled as it stands there, though no answer came. */
  onStands: () => void;
}

/** What whoever writes should know before they press Send or Send later (V15): why it is not scheduled, or that it may be. */
export function LaterNotices(props: LaterNoticesProps) {
  const { thread, me, composition, planned, body, pictures, isEmpty, onStands } = props;
  const { warning, error } = planned;
  const zone = useOrganisationZone();
  const standing = useStanding(thread, composition);
  const ids = pictures.map(({ id }) => id).join();
  const same =
    standing !== null && standing.body === body && standing.attachments.map(({ id }) => id).join() === ids;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it turns out to stand
  useEffect(() => {
    if (same && !planned.pending) onStands();
  }, [same, planned.pending]);
  if (isEmpty) return null;
  if (warning !== null)
    return (
      <Notice urgent>
        <p>{warning.words}</p>
        <Button size="compact-sm" variant="default" onClick={() => void warning.again()}>
          Schedule anyway
        </Button>
      </Notice>
    );
  if (standing !== null && !same && !planned.pending)
    return (
      <Notice>
        <p>
          An earlier wording of this is scheduled for {formatDue(standing.dueAt, new Date(), zone)}. What you
          send now takes its place.
        </p>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => compositionOf(me.id, thread.id).write({ tried: null })}
        >
          Keep both
        </Button>
      </Notice>
    );
  if (error === null) return null;
  return (
    <Notice urgent>
      <p>{whyNot(error)}</p>
    </Notice>
  );
}

function whyNot(error: unknown): string {
  if (!isDecided(error))
    return "No answer came, so it may be scheduled already. Try again, or send it now: it stays one message.";
  const { message, nextStep = "" } = shownErrorOf(error);
  return `It is not scheduled. ${message} ${nextStep}`;
}
