import type { Permission } from "@packpost/core/access/permissions";
import type { AlertView } from "@packpost/core/alert/alert-view";
import { getAlert } from "@packpost/core/alert/get-alert";
import { listAlerts } from "@packpost/core/alert/list-alerts";
import { getProgress, type Progress } from "@packpost/core/campaign/progress/get-progress";
import {
  type CampaignsState,
  readCampaignsState,
} from "@packpost/core/campaign/progress/read-campaigns-state";
import type { Context } from "@packpost/core/context";
import { type InboxState, readInboxState } from "@packpost/core/conversation/inbox/read-inbox-state";
import { readUnreadState, type UnreadState } from "@packpost/core/conversation/inbox/read-unread-state";
import { type PresenceState, readPresence } from "@packpost/core/conversation/presence/read-presence";
import { readThreadState, type ThreadState } from "@packpost/core/conversation/read-thread-state";
import { PackpostError } from "@packpost/core/errors";
import { readTextingState, type TextsLeave } from "@packpost/core/texting/read-texting-state";
import { z } from "zod";
import { presenceBoard } from "./presence-board.ts";

/** What a page shows of each kind of topic. */
export interface LiveValues {
  campaign: Progress;
  /** The list of campaigns may have changed. */
  campaigns: CampaignsState;
  alert: AlertView;
  /** The newest of the organisation's alerts. */
  alerts: AlertsState;
  /** A thread has changed: the page asks for what it lacks, from its own revision on. */
  thread: ThreadState;
  /** The list of threads may have changed. */
  inbox: InboxState;
  /** What the listener has not read. */
  unread: UnreadState;
  /** Whether texts leave: which ways an open composer offers. */
  texting: TextsLeave;
  /** Who is looking and writing in a thread, or in all of the organisation's. */
  presence: PresenceState;
}
export interface AlertsState {
  alerts: AlertView[];
}
export type LiveKind = keyof LiveValues;
export type LiveValue = LiveValues[LiveKind];

const liveKinds = [
  "campaign",
  "campaigns",
  "alert",
  "alerts",
  "thread",
  "inbox",
  "unread",
  "texting",
  "presence",
] as const satisfies readonly LiveKind[];

/** What a page can be kept up with: a campaign, the organisation's campaigns, an alert, the organisation's alerts, a thread, the organisation's inbox, what a staff member has not read, whether the organisation texts, who is in a thread. */
export const liveTopicSchema = z.object({ kind: z.enum(liveKinds), id: z.uuid() });
export type LiveTopic = z.infer<typeof liveTopicSchema>;

/** A topic as it was read. */
export interface Reading {
  readonly value: LiveValue;
  /** What counts of it as a change: without what only the clock moves. */
  readonly text: string;
  /** Whether its next change is announced (announce_change, migration 022-live-pages): then nobody has to look. */
  readonly atRest: boolean;
  /** Milliseconds until it must be read again although nothing was announced. */
  readonly againInMs?: number;
}

interface TopicKind {
  /** What following it takes, one of them: the staff's first, then a customer's own. */
  readonly permissions: readonly [Permission, ...Permission[]];
  /** Milliseconds between two reads while it changes, or while nothing would announce a change. */
  readonly tickMs: number;
  /** It is announced while it changes too: for what changes some times a second at most. */
  readonly staysArmed: boolean;
  /** Whose eyes it is read with: listeners with the same share one reading. */
  readonly scopeOf: (ctx: Context) => string;
  readonly read: (ctx: Context, id: string) => Promise<Reading>;
  /** What announces it, where the database does not. */
  readonly listen?: (organisationId: string, wake: () => void) => () => void;
}

const campaign: TopicKind = {
  permissions: ["campaign.read"],
  // What is told of a mail stands on the page within half a second.
  tickMs: 400,
  staysArmed: false,
  scopeOf: () => "all",
  read: async (ctx, campaignId) => {
    const value = await getProgress({ ctx, input: { campaignId } });
    return {
      value,
      text: JSON.stringify({ ...value, beginsInMs: null }),
      // Until then it also shows what the provider holds up, and when it is asked again.
      atRest: value.status !== "sending" && value.counts.claimed === 0,
    };
  },
};

/** Topics of conversations are small and always at rest: personal state and scope are asked by each reader. */
const conversation = { tickMs: 1_000, staysArmed: true } as const;
const settled = (value: LiveValue): Reading => ({ value, text: JSON.stringify(value), atRest: true });

/** All lines of it are read each time, so on a slower tick than one campaign's page. */
const campaigns: TopicKind = {
  ...campaign,
  tickMs: 1_000,
  read: async (ctx, id) => {
    if (id !== ctx.organisationId) throw notTheirs();
    return settled(await readCampaignsState({ ctx }));
  },
};

/** A text goes out every some seconds at most, so each is announced. */
const alerts: TopicKind = {
  ...conversation,
  permissions: ["alert.manage"],
  scopeOf: () => "all",
  read: async (ctx, id) => {
    if (id !== ctx.organisationId) throw notTheirs();
    const { alerts: newest } = await listAlerts({ ctx, input: { pageSize: 20 } });
    return { value: { alerts: newest }, text: JSON.stringify(newest.map(withoutClock)), atRest: true };
  },
};

const alert: TopicKind = {
  ...alerts,
  read: async (ctx, alertId) => {
    const value = await getAlert({ ctx, input: { alertId } });
    return { value, text: JSON.stringify(withoutClock(value)), atRest: true };
  },
};

const withoutClock = (view: AlertView) => ({ ...view, beginsInMs: null, secondsLeft: null, endsAt: null });

const thread: TopicKind = {
  ...conversation,
  permissions: ["conversation.own_schedule", "conversation.own_family"],
  scopeOf: ({ actor }) =>
    actor.permissions.has("conversation.all") || actor.kind === "system"
      ? "all"
      : `${actor.kind}/${"id" in actor ? actor.id : ""}`,
  read: async (ctx, threadId) => {
    const { dayEndsInMs, ...value } = await readThreadState({ ctx, input: { threadId } });
    const reading = settled(value);
    return dayEndsInMs === undefined ? reading : { ...reading, againInMs: dayEndsInMs };
  },
};

const inbox: TopicKind = {
  ...conversation,
  permissions: ["conversation.all"],
  scopeOf: () => "all",
  read: async (ctx, id) => {
    if (id !== ctx.organisationId) throw notTheirs();
    return settled(await readInboxState({ ctx }));
  },
};

const unread: TopicKind = {
  ...conversation,
  permissions: ["conversation.all"],
  scopeOf: ({ actor }) => ("id" in actor ? actor.id : ""),
  read: async (ctx, id) => {
    if (ctx.actor.kind !== "staff" || ctx.actor.id !== id) throw notTheirs();
    return settled(await readUnreadState({ ctx }));
  },
};

const texting: TopicKind = {
  ...conversation,
  permissions: ["conversation.own_schedule"],
  scopeOf: () => "all",
  read: async (ctx, id) => {
    if (id !== ctx.organisationId) throw notTheirs();
    return settled(await readTextingState({ ctx }));
  },
};

/** Of what this process has heard: nothing of it stands in the database, the names and the scope apart. */
const presence: TopicKind = {
  ...conversation,
  permissions: thread.permissions,
  scopeOf: thread.scopeOf,
  listen: (organisationId, wake) => presenceBoard().listen(organisationId, wake),
  read: async (ctx, id) => {
    const { organisationId } = ctx;
    const threadId = id === organisationId ? null : id;
    const present = presenceBoard().people(organisationId, threadId);
    const { dayEndsInMs, ...value } = await readPresence({ ctx, input: { threadId, present } });
    const ends = [presenceBoard().nextEndMs(organisationId), dayEndsInMs].filter((ms) => ms !== undefined);
    return ends.length === 0 ? settled(value) : { ...settled(value), againInMs: Math.min(...ends) };
  },
};

/** How each kind of topic is read; a new one also announces its changes in the database. */
export const topicKinds: Readonly<Record<LiveKind, TopicKind>> = {
  campaign,
  campaigns,
  alert,
  alerts,
  thread,
  inbox,
  unread,
  texting,
  presence,
};

function notTheirs(): PackpostError {
  return new PackpostError("not_found", "There is nothing to follow here.");
}

/**
 * A topic as its changes are announced: unique over organisations.
 * @param organisationId whose it is
 */
export function nameOfTopic(organisationId: string, { kind, id }: LiveTopic): string {
  return `${kind}/${organisationId}/${id}`;
}
