import type { OpeningHours, Span } from "@packpost/core/opening-hours/opening-hours-schema";
import { IconPlus, IconX } from "@tabler/icons-react";
import { Button } from "#web/components/form/button.tsx";
import { dayNames } from "./day-names.ts";
import classes from "./hours.module.css";

interface WeekHoursProps {
  week: OpeningHours["week"];
  onChange: (week: OpeningHours["week"]) => void;
}

const usual: Span = { from: "08:00", to: "17:00" };

/** The week, a line a day: its spans, or that it is closed. */
export function WeekHours({ week, onChange }: WeekHoursProps) {
  const set = (day: number, spans: Span[]) =>
    onChange(week.map((before, index) => (index === day ? spans : before)));
  const monday = week[0] ?? [];
  return (
    <fieldset className={classes.week} aria-label="The week">
      {dayNames.map((name, day) => (
        <DayHours key={name} name={name} spans={week[day] ?? []} onChange={(spans) => set(day, spans)} />
      ))}
      {monday.length > 0 && (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => onChange(week.map((before, day) => (day < 5 ? [...monday] : before)))}
        >
          Monday’s hours until Friday
        </Button>
      )}
    </fieldset>
  );
}

interface DayHoursProps {
  name: string;
  spans: readonly Span[];
  onChange: (spans: Span[]) => void;
}

function DayHours({ name, spans, onChange }: DayHoursProps) {
  const put = (at: number, changed: Partial<Span>) =>
    onChange(spans.map((span, index) => (index === at ? { ...span, ...changed } : span)));
  const last = spans.at(-1);
  return (
    <div className={classes.day}>
      <span className={classes.name}>{name}</span>
      <div className={classes.spans}>
        {spans.length === 0 && <span className={classes.closed}>Closed</span>}
        {spans.map((span, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: spans have no other name
          <span key={at} className={classes.span}>
            <input
              type="time"
              aria-label={`${name}, opens`}
              value={span.from}
              onChange={(event) => put(at, { from: event.currentTarget.value })}
            />
            <span aria-hidden>–</span>
            <input
              type="time"
              aria-label={`${name}, closes`}
              value={span.to === "24:00" ? "00:00" : span.to}
              onChange={(event) => put(at, { to: endOf(event.currentTarget.value) })}
            />
            <button
              type="button"
              className={classes.icon}
              aria-label={`Remove ${span.from} to ${span.to} on ${name}`}
              onClick={() => onChange(spans.filter((_, index) => index !== at))}
              data-touch
            >
              <IconX size={16} stroke={1.8} aria-hidden />
            </button>
          </span>
        ))}
        {spans.length < 6 && (
          <button
            type="button"
            className={classes.add}
            aria-label={`${spans.length === 0 ? "Add hours" : "Another span"} on ${name}`}
            onClick={() => onChange([...spans, last === undefined ? usual : { from: last.to, to: last.to }])}
            data-touch
          >
            <IconPlus size={15} stroke={1.8} aria-hidden />
            {spans.length === 0 ? "Add hours" : "Another span"}
          </button>
        )}
      </div>
    </div>
  );
}

/** Midnight at the end of a day. */
function endOf(time: string): string {
  return time === "00:00" ? "24:00" : time;
}
