"use client";

import { Checkbox, Radio, TextInput } from "@mantine/core";
import type { SendTime } from "@packpost/core/campaign/send/find-send-time";
import { cityOf } from "@packpost/core/local-time/city-of";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { formatSendTime, formatUntil } from "./format-send-time.ts";
import classes from "./send-time-fields.module.css";
import type { ChosenTime } from "./use-send-time.ts";

/** Date and time in the organisation's zone; says aloud when that time has passed, does not exist, or comes twice (C7). */
export function SendTimeFields({ chosen, focus = true }: { chosen: ChosenTime; focus?: boolean }) {
  const zone = useOrganisationZone();
  const wrong = formatProblem(chosen.meaning);
  return (
    <div className={classes.root}>
      <div className={classes.pair}>
        <TextInput
          type="date"
          label="Day"
          required
          withAsterisk={false}
          data-autofocus={focus || undefined}
          value={chosen.date}
          error={wrong !== null}
          aria-describedby="send-time-meaning"
          onChange={(event) => chosen.change({ date: event.currentTarget.value })}
        />
        <TextInput
          type="time"
          label={`Time in ${cityOf(zone)}`}
          required
          withAsterisk={false}
          value={chosen.time}
          error={wrong !== null}
          aria-describedby="send-time-meaning"
          onChange={(event) => chosen.change({ time: event.currentTarget.value })}
        />
      </div>
      <div id="send-time-meaning" role="status" className={classes.meaning} data-wrong={wrong !== null}>
        {wrong ?? <Meaning chosen={chosen} zone={zone} />}
      </div>
    </div>
  );
}

function Meaning({ chosen, zone }: { chosen: ChosenTime; zone: string }) {
  const { meaning, time, choice, change } = chosen;
  if (meaning?.kind === "clear") {
    return (
      <>
        {formatSendTime(meaning.at, zone)}, {formatUntil(meaning.at, new Date())}
      </>
    );
  }
  if (meaning?.kind === "gap") {
    return (
      <div className={classes.question}>
        <p>
          <b>{time} does not exist that night</b>: clocks go forward. {meaning.used} will be used?
        </p>
        <Checkbox
          label={`Yes, send it at ${meaning.used}`}
          checked={choice === "later"}
          onChange={(event) => change({ choice: event.currentTarget.checked ? "later" : undefined })}
        />
      </div>
    );
  }
  if (meaning?.kind === "overlap") {
    return (
      <Radio.Group
        label={`${time} happens twice that night: clocks go back. First or second?`}
        value={choice ?? ""}
        onChange={(value) => change({ choice: value === "first" ? "first" : "second" })}
        className={classes.question ?? ""}
      >
        <div className={classes.choices}>
          <Radio value="first" label={`The first ${time} (UTC${meaning.first.offset})`} />
          <Radio value="second" label={`The second ${time}, later (UTC${meaning.second.offset})`} />
        </div>
      </Radio.Group>
    );
  }
  return null;
}

function formatProblem(meaning: SendTime | undefined): string | null {
  switch (meaning?.kind) {
    case "past":
      return "This time has passed. Choose a later one.";
    case "too_far":
      return "That is more than a year ahead. Look at the year.";
    case "no_such_day":
      return "There is no such day.";
    default:
      return null;
  }
}
