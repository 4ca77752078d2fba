import type { Permission } from "@packpost/core/access/permissions";
import { getProgress, type Progress } from "@packpost/core/campaign/progress/get-progress";
import type { Context } from "@packpost/core/context";
import { z } from "zod";

/** What a page can be kept up with. */
export const liveTopicSchema = z.object({ kind: z.literal("campaign"), id: z.uuid() });
export type LiveTopic = z.infer<typeof liveTopicSchema>;
/** What the page shows of it. */
export type LiveValue = Progress;

interface TopicKind<Value> {
  /** What following it takes. */
  readonly permission: Permission;
  /** Milliseconds between two reads while it changes. */
  readonly tickMs: number;
  readonly read: (ctx: Context, id: string) => Promise<Value>;
  /** What counts of it as a change: without what only the clock moves. */
  readonly textOf: (value: Value) => string;
  /** Whether its next change is announced (announce_change, migration 022-live-pages): then nobody has to look. */
  readonly atRest: (value: Value) => boolean;
}

const campaign: TopicKind<Progress> = {
  permission: "campaign.read",
  // What is told of a mail stands on the page within half a second.
  tickMs: 400,
  read: (ctx, campaignId) => getProgress({ ctx, input: { campaignId } }),
  textOf: (progress) => JSON.stringify({ ...progress, beginsInMs: null }),
  // Until then it also shows what the provider holds up, and when it is asked again.
  atRest: ({ status, counts }) => status !== "sending" && counts.claimed === 0,
};

/** How each kind of topic is read; a new one also announces its changes in the database. */
export const topicKinds = { campaign } satisfies Record<LiveTopic["kind"], TopicKind<LiveValue>>;

/**
 * A topic as its changes are announced: unique over organisations.
 * @param organisationId whose it is
 */
export function nameOfTopic(organisationId: string, { kind, id }: LiveTopic): string {
  return `${kind}/${organisationId}/${id}`;
}
