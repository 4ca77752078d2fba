"use client";

import { TextInput } from "@mantine/core";
import { wallTime } from "@packpost/core/alert/range/chosen-range";
import {
  type AlertRange,
  type ResolvedRange,
  resolveRange,
  type WallTime,
} from "@packpost/core/alert/range/resolve-range";
import { type FormEvent, useId, useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { formatSpan } from "../words/format-span.ts";
import { rangeProblemWords } from "../words/range-words.ts";
import classes from "./compose.module.css";

type CustomRange = Extract<AlertRange, { kind: "custom" }>;

interface CustomRangeDialogProps {
  range: CustomRange | null;
  onChoose: (range: CustomRange) => void;
  onClose: () => void;
}

/** A range of one's own by the device's own pickers; what cannot be is said in place (A2). */
export function CustomRangeDialog({ range, onChoose, onClose }: CustomRangeDialogProps) {
  const zone = useOrganisationZone();
  const [now] = useState(() => new Date());
  const [from, setFrom] = useState<WallTime>(() => range?.from ?? nextHour(now, zone));
  const [until, setUntil] = useState<WallTime>(
    () => range?.until ?? { date: nextHour(now, zone).date, time: "23:59" },
  );
  const id = useId();
  const chosen: CustomRange = { kind: "custom", from, until };
  const meaning = meaningOf(chosen, { now, zone });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (meaning?.ok) onChoose(chosen);
  };
  const today = wallTime(now, zone).date;
  const wrong = meaning !== null && !meaning.ok ? meaning : null;
  const ends = [
    { name: "from", words: "From", value: from, change: setFrom },
    { name: "until", words: "Until", value: until, change: setUntil },
  ] as const;
  return (
    <Dialog opened onClose={onClose} title="Clients with an appointment between" width={420}>
      <form className={classes.custom} onSubmit={submit} noValidate>
        {ends.map(({ name, words, value, change }) => (
          <div key={name} className={classes.pair}>
            <TextInput
              type="date"
              label={`${words}, day`}
              data-autofocus={name === "from" || undefined}
              min={today}
              value={value.date}
              error={wrong?.field === name}
              aria-describedby={id}
              onChange={(event) => change({ ...value, date: event.currentTarget.value })}
            />
            <TextInput
              type="time"
              label={`${words}, time`}
              value={value.time}
              error={wrong?.field === name}
              aria-describedby={id}
              onChange={(event) => change({ ...value, time: event.currentTarget.value })}
            />
          </div>
        ))}
        <p id={id} role="status" className={classes.meaning} data-wrong={wrong !== null || undefined}>
          {wrong !== null
            ? rangeProblemWords[wrong.problem]
            : meaning?.ok
              ? formatSpan({ ...meaning, zone })
              : "Choose two days and times."}
        </p>
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Back
          </Button>
          <Button type="submit" disabled={!meaning?.ok}>
            Use this range
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** @returns null while a field is empty or holds no day of the calendar */
function meaningOf(range: CustomRange, at: { now: Date; zone: string }): ResolvedRange | null {
  const { from, until } = range;
  if ([from.date, from.time, until.date, until.time].includes("")) return null;
  try {
    return resolveRange(range, at);
  } catch {
    return null;
  }
}

function nextHour(now: Date, zone: string): WallTime {
  const { time, ...day } = wallTime(new Date(now.getTime() + 3_600_000), zone);
  return { ...day, time: `${time.slice(0, 2)}:00` };
}
