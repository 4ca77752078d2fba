"use client";

import type { ChoiceEvent } from "@packpost/core/customer/communications/get-communications";
import { Card } from "#web/components/page/card.tsx";
import { Time } from "#web/components/time/time.tsx";
import { channelWords, formatSource } from "./channel-words.ts";
import classes from "./communications.module.css";

/** Every change of what they want, the newest first, with who recorded it and why. */
export function ChoiceHistory({ events }: { events: readonly ChoiceEvent[] }) {
  return (
    <Card title="What was changed" padding="flush">
      {events.length === 0 ? (
        <p className={classes.none}>Nothing has been changed here yet.</p>
      ) : (
        <ol className={classes.history}>
          {events.map((event) => (
            <li key={event.id}>
              <Time at={event.at} />
              <span>
                <b>
                  {event.subscribed ? "Subscribed to" : "Unsubscribed from"}{" "}
                  {channelWords[event.channel].inSentence}
                </b>{" "}
                <span className={classes.dim}>
                  {[
                    event.by === null ? formatSource(event.source) : `recorded by ${event.by}`,
                    event.sharedMailbox ? "said by somebody with the same mailbox" : "",
                  ]
                    .filter((words) => words !== "")
                    .join(", ")}
                </span>
                {event.reason !== null && <q className={classes.reason}>{event.reason}</q>}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
