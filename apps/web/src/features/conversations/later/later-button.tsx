"use client";

import type { LaterChoice, LaterChoiceKind } from "@packpost/core/conversation/later/later-choices";
import type { WhenInput } from "@packpost/core/conversation/later/schemas";
import type { ThreadView } from "@packpost/core/conversation/read-entries";
import { cityOf } from "@packpost/core/local-time/city-of";
import { IconCalendarClock, IconChevronDown, IconClock, IconHistory, IconPaw } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { Menu, MenuItem } from "#web/components/overlay/menu.tsx";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { loadLater } from "#web/trpc/load-later.ts";
import type { Before } from "./composition.ts";
import { formatDue, isQuiet } from "./format-due.ts";
import classes from "./later.module.css";

const TimeDialog = dynamic(
  () => loadLater(() => import("./time-dialog.tsx")).then((module) => module.TimeDialog),
  { ssr: false },
);

const words: Readonly<Record<LaterChoiceKind, string>> = {
  this_morning: "This morning",
  this_afternoon: "This afternoon",
  this_evening: "This evening",
  tomorrow: "Tomorrow morning",
  when_open: "When you open next",
  monday: "Monday morning",
  day_before_visit: "The day before",
  before_visit: "2 hours before",
};
const ofVisit = new Set<LaterChoiceKind>(["day_before_visit", "before_visit"]);

/** Choices are made for this moment: after so long they are asked for anew. */
const freshMs = 60_000;

interface LaterButtonProps {
  thread: ThreadView;
  /** Whom it goes to as a text too; undefined = nobody. */
  text: { readonly customerId: string | null } | undefined;
  /** How it was to go before it was taken back to be edited. */
  before: Before | null;
  /** There is something to send. */
  ready: boolean;
  pending: boolean;
  error: unknown;
  onOpen: () => void;
  /** @param appointmentId the visit that it is about @returns whether it stands */
  onChoose: (when: WhenInput, appointmentId: string | null) => Promise<boolean>;
  /** Send itself, to which it is joined. */
  children: ReactNode;
}

/** The other half of Send (V15): times that make sense on the organisation's clock, or one of one's own. */
export function LaterButton(props: LaterButtonProps) {
  const { thread, text, before, ready, pending, error, onOpen, onChoose, children } = props;
  const asText = text !== undefined;
  const trpc = useTRPC();
  const zone = useOrganisationZone();
  const [wanted, setWanted] = useState(false);
  const [own, setOwn] = useState(false);
  const { data } = useQuery({
    ...trpc.conversation.later.choices.queryOptions({ threadId: thread.id, text }),
    ...{ enabled: wanted || ready, staleTime: freshMs },
  });
  const want = () => setWanted(true);
  const open = ready && !pending;
  const { now = new Date(), visit = null, quiet = null } = data ?? {};
  const choices = (data?.choices ?? []).filter(({ at }) => !isQuiet(at, quiet));
  const wasAt = before === null ? null : new Date(before.dueAt);
  const again = wasAt !== null && wasAt > now && !isQuiet(wasAt, quiet) ? wasAt : null;
  const item = ({ kind, at }: LaterChoice) => (
    <MenuItem
      key={kind}
      icon={ofVisit.has(kind) ? IconPaw : IconClock}
      onClick={() => void onChoose({ at }, ofVisit.has(kind) ? (visit?.id ?? null) : null)}
    >
      <span className={classes.choice}>
        <span>{words[kind]}</span>
        <time dateTime={at.toISOString()}>{formatDue(at, now, zone)}</time>
      </span>
    </MenuItem>
  );
  const aboutVisit = choices.filter(({ kind }) => ofVisit.has(kind));
  return (
    <div className={classes.split}>
      {children}
      <Menu
        label="Send later"
        placement="end"
        button={(menu) => (
          <Button
            size="sm"
            {...menu}
            className={classes.more ?? ""}
            aria-label="Send later"
            title="Send later"
            aria-disabled={!open || undefined}
            aria-busy={pending || undefined}
            data-ready={open || undefined}
            data-touch
            onPointerEnter={want}
            onFocus={want}
            onClick={() => {
              if (!open) return;
              want();
              onOpen();
              menu.onClick();
            }}
          >
            <IconChevronDown size={16} stroke={2} aria-hidden />
          </Button>
        )}
      >
        <div className={classes.head} role="presentation">
          Send later · {cityOf(zone)} time
        </div>
        {again !== null && (
          <MenuItem
            icon={IconHistory}
            onClick={() => void onChoose({ at: again }, before?.appointmentId ?? null)}
          >
            <span className={classes.choice}>
              <span>As it was</span>
              <time dateTime={again.toISOString()}>{formatDue(again, now, zone)}</time>
            </span>
          </MenuItem>
        )}
        {choices.filter(({ kind }) => !ofVisit.has(kind)).map(item)}
        {visit !== null && aboutVisit.length > 0 && (
          <>
            <hr />
            <div className={classes.head} role="presentation">
              About {visit.pet}’s visit {formatDue(visit.startsAt, now, zone)}
            </div>
            {aboutVisit.map(item)}
          </>
        )}
        <hr />
        <MenuItem icon={IconCalendarClock} onClick={() => setOwn(true)}>
          Choose a day and time…
        </MenuItem>
      </Menu>
      {own && (
        <TimeDialog
          title="Send later"
          confirm="Schedule"
          {...{ asText, quiet, visit, pending, error }}
          at={
            again ??
            choices.find(({ kind }) => kind === "tomorrow")?.at ??
            new Date(now.getTime() + 3_600_000)
          }
          aboutVisit={visit !== null && before?.appointmentId === visit.id}
          onClose={() => setOwn(false)}
          onChoose={async (when, appointmentId) => {
            if (await onChoose(when, appointmentId)) setOwn(false);
          }}
        />
      )}
    </div>
  );
}
