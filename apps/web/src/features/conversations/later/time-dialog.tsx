"use client";

import { Checkbox, TextInput } from "@mantine/core";
import type { LaterChoices } from "@packpost/core/conversation/later/get-later-choices";
import { cityOf } from "@packpost/core/local-time/city-of";
import type { QuietAt } from "@packpost/core/quiet-hours/quiet-at";
import { type FormEvent, useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { Over } from "#web/components/overlay/over.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { dayOf, formatClock } from "../list/format-thread-time.ts";
import { quietSpan } from "../quiet-words.ts";
import { formatDue, instantShown, isQuiet } from "./format-due.ts";
import classes from "./later.module.css";

interface TimeDialogProps {
  title: string;
  confirm: string;
  /** What stands there first. */
  at: Date;
  /** It goes as a text too: never in quiet hours. */
  asText: boolean;
  quiet: QuietAt | null;
  /** What stands there first: that it is about the visit. */
  aboutVisit?: boolean;
  /** A visit that it can be about; left out where that is not asked. */
  visit?: LaterChoices["visit"] | undefined;
  pending: boolean;
  error: unknown;
  /** What is to be sent has gone on meanwhile: why nobody needs a time for it any more. */
  over?: string | null;
  onChoose: (when: { date: string; time: string }, appointmentId: string | null) => void;
  onClose: () => void;
}

/** A date and a time of one's own, on the organisation's clock; what cannot be is said in place. */
export function TimeDialog(props: TimeDialogProps) {
  const { title, onClose, over = null } = props;
  return (
    <Dialog opened onClose={onClose} title={title} width={420}>
      {over === null ? <TimeForm {...props} /> : <Over why={over} onClose={onClose} />}
    </Dialog>
  );
}

function TimeForm(props: TimeDialogProps) {
  const { confirm, at, asText, quiet, visit = null, pending, error, onChoose, onClose } = props;
  const zone = useOrganisationZone();
  const [now] = useState(() => new Date());
  const [date, setDate] = useState(() => dayOf(at, zone));
  const [time, setTime] = useState(() => formatClock(at, zone));
  const [about, setAbout] = useState(props.aboutVisit ?? false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChoose({ date, time }, about && visit !== null ? visit.id : null);
  };
  const today = dayOf(now, zone);
  const isOver = date < today || (date === today && time <= formatClock(now, zone));
  const chosen = date === "" || time === "" ? null : instantShown(date, time, zone);
  const inQuiet = asText && chosen !== null && isQuiet(chosen, quiet);
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <div className={classes.pair}>
        <TextInput
          type="date"
          label="Day"
          data-autofocus
          min={today}
          value={date}
          onChange={(event) => setDate(event.currentTarget.value)}
        />
        <TextInput
          type="time"
          label="Time"
          value={time}
          onChange={(event) => setTime(event.currentTarget.value)}
        />
      </div>
      <p className={classes.zone} role="status" data-wrong={isOver || inQuiet || undefined}>
        {date === "" || time === ""
          ? "Choose a day and a time."
          : isOver
            ? "This time is over. Choose a later one."
            : inQuiet
              ? "This time is in the quiet hours. Choose another one."
              : `${cityOf(zone)} time, now ${formatClock(now, zone)}.`}
      </p>
      {asText && quiet !== null && (
        <p className={classes.zone}>Quiet hours, in which no text leaves: {quietSpan(quiet, zone)}.</p>
      )}
      {visit !== null && (
        <Checkbox
          checked={about}
          onChange={(event) => setAbout(event.currentTarget.checked)}
          label={`It is about ${visit.pet}’s visit ${formatDue(visit.startsAt, now, zone)}`}
          description="Cancelled or moved, and it waits for you instead of being sent."
        />
      )}
      {error !== null && error !== undefined && <ErrorNotice error={error} />}
      <div className={classes.end}>
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
        <Button type="submit" loading={pending} disabled={date === "" || time === "" || isOver || inQuiet}>
          {confirm}
        </Button>
      </div>
    </form>
  );
}
