import type { OpeningHours } from "@packpost/core/opening-hours/opening-hours-schema";
import { IconPlus, IconX } from "@tabler/icons-react";
import classes from "./hours.module.css";

interface ClosedDaysProps {
  days: OpeningHours["closedDays"];
  onChange: (days: OpeningHours["closedDays"]) => void;
}

/** Holidays, and whatever else one is away for. */
export function ClosedDays({ days, onChange }: ClosedDaysProps) {
  const put = (at: number, changed: Partial<OpeningHours["closedDays"][number]>) =>
    onChange(days.map((day, index) => (index === at ? { ...day, ...changed } : day)));
  return (
    <fieldset className={classes.week} aria-label="Closed days">
      <span className={classes.heading}>Closed days</span>
      {days.map((day, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a day that is being typed has no other name
        <span key={at} className={classes.span}>
          <input
            type="date"
            aria-label={`Closed day ${at + 1}`}
            value={day.date}
            onChange={(event) => put(at, { date: event.currentTarget.value })}
          />
          <input
            type="text"
            aria-label={`What closed day ${at + 1} is`}
            placeholder="Christmas"
            maxLength={60}
            value={day.name}
            onChange={(event) => put(at, { name: event.currentTarget.value })}
          />
          <button
            type="button"
            className={classes.icon}
            aria-label={`Remove ${day.name || day.date || "the day"}`}
            onClick={() => onChange(days.filter((_, index) => index !== at))}
            data-touch
          >
            <IconX size={16} stroke={1.8} aria-hidden />
          </button>
        </span>
      ))}
      <button
        type="button"
        className={classes.add}
        onClick={() => onChange([...days, { date: "", name: "" }])}
        data-touch
      >
        <IconPlus size={15} stroke={1.8} aria-hidden />
        Add a closed day
      </button>
    </fieldset>
  );
}
