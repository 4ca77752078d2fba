"use client";

import type { TimelineEvent } from "@packpost/core/campaign/report/recipient-timeline";
import { cityOf } from "@packpost/core/local-time/city-of";
import { IconRobot } from "@tabler/icons-react";
import { recipientStates } from "#web/components/status/state-vocabulary.ts";
import tones from "#web/components/status/tone.module.css";
import { formatExactTime } from "#web/components/time/format-time.ts";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { formatEvent } from "./format-event.ts";
import classes from "./recipient-panel.module.css";

/** What happened to one mail, in order, by the organisation's clock to the second. */
export function RecipientTimeline({
  events,
  omitted,
}: {
  events: readonly TimelineEvent[];
  omitted: number;
}) {
  const zone = useOrganisationZone();
  const days = Object.entries(Object.groupBy(events, ({ at }) => dayOf(at, zone)));
  return (
    <section aria-labelledby="recipient-timeline">
      <h3 id="recipient-timeline" className={classes.heading}>
        What happened
      </h3>
      {events.length === 0 && <p className={classes.facts}>Nothing yet: sending has not begun.</p>}
      {days.map(([day, ofDay = []]) => (
        <div key={day}>
          <h4 className={classes.day}>{day}</h4>
          <ol className={classes.timeline}>
            {ofDay.map((event, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two events may be equal in everything
              <TimelineLine key={`${event.kind} ${event.at.getTime()} ${index}`} event={event} zone={zone} />
            ))}
          </ol>
        </div>
      ))}
      <p className={classes.foot}>
        {omitted > 0 && <>And {omitted} more openings and clicks. </>}
        {cityOf(zone)} time.
      </p>
    </section>
  );
}

function TimelineLine({ event, zone }: { event: TimelineEvent; zone: string }) {
  const { state, did, detail } = formatEvent(event);
  const { icon: Icon, tone } =
    state === "machine" ? { icon: IconRobot, tone: "grey" as const } : recipientStates[state];
  return (
    <li className={classes.event}>
      <span className={`${classes.icon} ${tones.tinted}`} data-tone={tone}>
        <Icon size={15} stroke={1.9} aria-hidden />
      </span>
      <span className={classes.did}>
        <b>{did}</b>
        {detail !== null && <span className={classes.detail}>{detail}</span>}
      </span>
      <time dateTime={event.at.toISOString()} title={formatExactTime(event.at, zone)} className={classes.at}>
        {new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeStyle: "medium" }).format(event.at)}
      </time>
    </li>
  );
}

function dayOf(at: Date, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone: zone, dateStyle: "full" }).format(at);
}
