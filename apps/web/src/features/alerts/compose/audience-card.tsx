"use client";

import type { AlertRange } from "@packpost/core/alert/range/resolve-range";
import { IconChevronRight } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { formatCount } from "#web/components/form/format-number.ts";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { shortReasonWords } from "#web/components/status/alert-reason-words.ts";
import { loadLater } from "#web/trpc/load-later.ts";
import { formatAlertDay, formatAlertTime, formatSpan } from "../words/format-span.ts";
import { rangeProblemWords } from "../words/range-words.ts";
import classes from "./compose.module.css";
import type { CountedPreview, useAlertPreview } from "./use-alert-preview.ts";

const PeopleDialog = dynamic(
  () => loadLater(() => import("./people-dialog.tsx")).then((module) => module.PeopleDialog),
  { ssr: false },
);

interface AudienceCardProps {
  range: AlertRange | null;
  preview: ReturnType<typeof useAlertPreview>;
}

/** How many get it, of which range, and why others do not (A3); pressed, who exactly. */
export function AudienceCard({ range, preview }: AudienceCardProps) {
  const [opened, open] = useState<{ range: AlertRange; counted: CountedPreview } | null>(null);
  return (
    <>
      <Card {...{ range, preview }} onOpen={(counted) => range !== null && open({ range, counted })} />
      {opened !== null && <PeopleDialog {...opened} onClose={() => open(null)} />}
    </>
  );
}

function Card({ range, preview, onOpen }: AudienceCardProps & { onOpen: (counted: CountedPreview) => void }) {
  const { data, error, refetch, isPlaceholderData } = preview;
  if (range === null)
    return (
      <p className={classes.card} data-empty>
        Choose when: everybody with an appointment then gets the text once, however many pets they have.
      </p>
    );
  if (error !== null) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined)
    return (
      <p className={classes.card} data-empty aria-busy="true">
        Counting…
      </p>
    );
  if (data.outcome === "problem")
    return (
      <p className={classes.card} data-wrong role="alert">
        {rangeProblemWords[data.problem]}
      </p>
    );
  return <Counted counted={data} stale={isPlaceholderData} onOpen={() => onOpen(data)} />;
}

interface CountedProps {
  counted: CountedPreview;
  stale: boolean;
  onOpen: () => void;
}

function Counted({ counted, stale, onOpen }: CountedProps) {
  const { receiving, people, pausedBecause } = counted;
  return (
    <div role="status">
      <button
        type="button"
        className={classes.card}
        data-stale={stale || undefined}
        disabled={people === 0}
        onClick={onOpen}
      >
        <span className={classes.count}>
          <span>
            <b>{formatCount(receiving)}</b> {receiving === 1 ? "person" : "people"} ·{" "}
            <Unbroken parts={formatSpan(counted).split(/ (?=–)/)} />
          </span>
          <small>
            <Unbroken parts={whenOf(counted)} />
          </small>
          {people > receiving && <small>{leftOutOf(counted)}</small>}
        </span>
        {people > 0 && <IconChevronRight size={17} stroke={1.8} aria-hidden />}
      </button>
      {pausedBecause !== null && <p className={classes.paused}>No text leaves just now: {pausedBecause}</p>}
    </div>
  );
}

/** Where it does not fit one line, it breaks between its parts. */
function Unbroken({ parts }: { parts: readonly string[] }) {
  return parts.map((part, at) => (
    <span key={part}>
      {at > 0 && " "}
      <span className={classes.unbroken}>{part}</span>
    </span>
  ));
}

/** The first and the last appointment of it. */
function whenOf({ people, from, until, firstAt, lastAt, zone }: CountedPreview): string[] {
  if (people === 0 || firstAt === null || lastAt === null) return ["Nobody has an appointment then."];
  // A range of one day has said which one.
  const isOneDay = formatAlertDay(from, zone) === formatAlertDay(new Date(until.getTime() - 1), zone);
  const said = isOneDay ? from : new Date(0);
  const first = formatAlertTime(firstAt, said, zone);
  const last = formatAlertTime(lastAt, said, zone);
  return first === last ? [`All at ${first}`] : [`First ${first},`, `last ${last}`];
}

function leftOutOf({ people, receiving, skipped }: CountedPreview): string {
  const [only, ...others] = skipped;
  const why =
    only !== undefined && others.length === 0
      ? shortReasonWords[only.reason]
      : skipped.map((one) => `${formatCount(one.people)} ${shortReasonWords[one.reason]}`).join(", ");
  return `${formatCount(people - receiving)} not reached: ${why}`;
}
