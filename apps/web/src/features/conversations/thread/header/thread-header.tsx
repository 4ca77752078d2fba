"use client";

import type { PresentPerson } from "@packpost/core/conversation/presence/read-presence";
import type { ThreadView } from "@packpost/core/conversation/read-entries";
import { IconCheck, IconCircleCheck, IconCircleDashed, IconDots } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Button } from "#web/components/form/button.tsx";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { formatSince } from "../../list/format-thread-time.ts";
import type { Me } from "../../me.ts";
import { Viewers } from "../../presence/viewers.tsx";
import { firstNameOf, threadName } from "../../thread-name.ts";
import type { useReadMarker } from "../use-read-marker.ts";
import { AssignMenu } from "./assign-menu.tsx";
import { BackButton } from "./back-button.tsx";
import classes from "./thread-header.module.css";
import { ThreadMenu } from "./thread-menu.tsx";
import type { useThreadActions } from "./use-thread-actions.ts";

interface ThreadHeaderProps {
  thread: ThreadView;
  me: Me;
  marker: ReturnType<typeof useReadMarker>;
  actions: ReturnType<typeof useThreadActions>;
  onLeave: () => void;
  onPanel: () => void;
  /** Who else is in it at this moment. */
  present: readonly PresentPerson[];
}

/** With whom, in which state, whose it is, and what one can do. */
export function ThreadHeader({ thread, me, marker, actions, present, onLeave, onPanel }: ThreadHeaderProps) {
  const { close, assign } = actions;
  return (
    <div className={classes.place}>
      <header className={classes.header}>
        <BackButton onLeave={onLeave} alone={!me.hasTab} />
        <div className={classes.words}>
          <h1 className={classes.name} title={threadName(thread)}>
            {threadName(thread)}
          </h1>
          <Who thread={thread} />
        </div>
        <Viewers people={present} />
        <State thread={thread} />
        {me.hasTab && (
          <div className={classes.wide}>
            <AssignMenu thread={thread} me={me} onAssign={assign} />
          </div>
        )}
        {me.hasTab && thread.active && (
          <Button
            variant="default"
            size="sm"
            className={classes.close ?? ""}
            leftSection={<IconCheck size={16} stroke={1.9} aria-hidden />}
            onClick={close}
          >
            Close
            <kbd className={classes.key}>e</kbd>
          </Button>
        )}
        <ThreadMenu
          {...{ thread, me, marker, onPanel }}
          onClose={close}
          onAssign={assign}
          button={(props) => (
            <button {...props} type="button" className={classes.more} aria-label="More">
              <IconDots size={18} stroke={1.8} aria-hidden />
            </button>
          )}
        />
      </header>
    </div>
  );
}

/** Its people and pets; since when they wait for an answer (V14). */
function Who({ thread }: { thread: ThreadView }) {
  const trpc = useTRPC();
  const zone = useOrganisationZone();
  const { data: panel } = useQuery(trpc.conversation.panel.queryOptions({ threadId: thread.id }));
  const people = panel?.people.map(({ name }) => firstNameOf(name)).join(", ") ?? "";
  const pets =
    panel?.pets
      .filter(({ active }) => active)
      .map(({ name }) => name)
      .join(", ") ?? "";
  const isKnown = thread.family !== null;
  return (
    <p className={classes.who} title={isKnown ? [people, pets].filter(Boolean).join(" · ") : undefined}>
      <span className={classes.people}>{isKnown ? people : "Not known yet"}</span>
      {isKnown && <span className={classes.pets}>{pets}</span>}
      {thread.waitingSince !== null && (
        <span className={classes.waits} suppressHydrationWarning>
          waiting <span className={classes.forUs}>for us </span>since{" "}
          {formatSince(new Date(thread.waitingSince), new Date(), zone)}
        </span>
      )}
    </p>
  );
}

function State({ thread: { active, entries } }: { thread: ThreadView }) {
  if (!active && entries.length === 0) return null;
  const Icon = active ? IconCircleCheck : IconCircleDashed;
  return (
    <span className={classes.state} data-active={active || undefined}>
      <Icon size={15} stroke={1.8} aria-hidden /> {active ? "Active" : "Closed"}
    </span>
  );
}
