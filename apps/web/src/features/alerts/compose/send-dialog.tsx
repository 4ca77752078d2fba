"use client";

import { Checkbox } from "@mantine/core";
import type { AlertRange } from "@packpost/core/alert/range/resolve-range";
import { UNDO_SECONDS } from "@packpost/core/campaign/enums";
import { describeText } from "@packpost/core/texting/describe-text";
import { useState } from "react";
import { formatCount, formatPeople } from "#web/components/form/format-number.ts";
import { ConfirmDialog } from "#web/components/overlay/confirm-dialog.tsx";
import { formatLength } from "#web/components/time/format-length.ts";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { AlertQuote } from "../words/alert-quote.tsx";
import { formatAlertTime, formatEnd, formatSpan } from "../words/format-span.ts";
import classes from "./compose.module.css";
import type { CountedPreview } from "./use-alert-preview.ts";
import { useSendAlert } from "./use-send-alert.ts";

interface SendDialogProps {
  range: AlertRange;
  body: string;
  counted: CountedPreview;
  againOf: string | null;
  /** The draft's: what another device has written since stays. */
  version: () => number;
  onClose: () => void;
  /** Others would get it by now. */
  onCountAgain: () => void;
  onSent: () => void;
}

/** The last question before it goes out (A5, A12): how many, at what cost, how long, what can be undone. */
export function SendDialog({ range, body, counted, againOf, version, ...on }: SendDialogProps) {
  const zone = useOrganisationZone();
  const [atNight, setAtNight] = useState(false);
  const { send, recent, changed, refused } = useSendAlert(on);
  const [anyway, setAnyway] = useState(false);
  const count = changed?.now ?? counted.receiving;
  const { held, quiet } = counted;
  const { parts } = describeText(body);
  const now = new Date();
  const pace = atNight ? counted.paceAtNight : counted.pace;
  const takes = takesOf({ held: atNight ? null : held, seconds: pace.seconds, count, now, zone });
  return (
    <ConfirmDialog
      opened
      onClose={on.onClose}
      title={`Send this text to ${formatPeople(count)}?`}
      confirmLabel={`Send to ${formatPeople(count)}`}
      count={count}
      question={count}
      blocked={count === 0 || (recent !== null && !anyway)}
      pending={send.isPending}
      error={refused ?? send.error}
      onConfirm={() =>
        send.ask({
          ...{ range, body, againOf, confirmedCount: count, draftVersion: version() },
          ...{ again: anyway, overrideQuietHours: atNight },
        })
      }
    >
      {changed !== null && (
        <p className={classes.look} role="status">
          Somebody has booked or cancelled meanwhile: it was {formatPeople(changed.confirmed)}, now it is{" "}
          {formatPeople(changed.now)}.
        </p>
      )}
      <div className={classes.quote}>
        <AlertQuote body={body} />
      </div>
      <dl className={classes.facts}>
        <dt>To</dt>
        <dd>
          {formatPeople(count)} with an appointment {formatSpan(counted)}
        </dd>
        <dt>Costs</dt>
        <dd>
          {formatCount(parts)} {parts === 1 ? "text" : "texts"} × {formatCount(count)} ={" "}
          {formatCount(parts * count)} {parts * count === 1 ? "text" : "texts"}
        </dd>
        <dt>Takes</dt>
        <dd suppressHydrationWarning>
          {takes}, done by {formatEnd(now, pace.seconds, zone)}
          {pace.othersBetween > 0 && "; it takes turns with other alerts"}. Conversations go on meanwhile.
        </dd>
      </dl>
      {held !== null && (
        <div className={classes.held}>
          <p suppressHydrationWarning>
            {formatPeople(held.people)} {atNight ? "get" : "would get"} it in their night
            {quiet !== null && ` (${quiet.from} to ${quiet.until} where they live)`}
            {atNight
              ? ". That you decided it is written down."
              : `: held until ${formatAlertTime(held.from, now, zone)}, and left out where their appointment is earlier.`}
          </p>
          <Checkbox
            label="It cannot wait: text them at night too"
            checked={atNight}
            onChange={(event) => setAtNight(event.currentTarget.checked)}
          />
        </div>
      )}
      {recent !== null && (
        <div className={classes.held} role="alert">
          <p suppressHydrationWarning>
            {recent.by} sent the same text at {formatAlertTime(recent.at, now, zone)}. Those who have it would
            get it twice.
          </p>
          <Checkbox
            label="Yes, send it once more"
            checked={anyway}
            onChange={(event) => setAnyway(event.currentTarget.checked)}
          />
        </div>
      )}
      <p className={classes.note}>
        Alerts are for information, not for marketing. You can undo it for {UNDO_SECONDS} seconds, and pause
        or cancel the rest as it goes.
      </p>
    </ConfirmDialog>
  );
}

interface Taking {
  /** Whom the night holds; null = nobody, or it was overridden. */
  held: CountedPreview["held"];
  seconds: number;
  count: number;
  now: Date;
  zone: string;
}

/** "24 s"; where a night holds some of them, when they get it. */
function takesOf({ held, seconds, count, now, zone }: Taking): string {
  if (held === null) return seconds === 0 ? "a moment" : formatLength(seconds);
  const morning = formatAlertTime(held.from, now, zone);
  return held.people >= count
    ? `the night: nobody gets it before ${morning}`
    : `the night: ${formatCount(held.people)} of them get it from ${morning} on`;
}
