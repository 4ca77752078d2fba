import type { LiveTopic } from "#web/server/live/topics.ts";
import type { LiveEvent } from "#web/server/live/watch.ts";

/** In one stream: as many as fit into an address. */
export const mostTopics = 40;

/** Why a stream has ended. */
export interface Refusal {
  readonly httpStatus: number | undefined;
  /** When it is tried again; undefined = it is not. */
  readonly retryAfterSeconds: number | undefined;
}

/** What comes over the stream, or of it. */
export type LeaderNews =
  | { readonly kind: "event"; readonly event: LiveEvent }
  | { readonly kind: "connected"; readonly connected: boolean }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/** What the leading tab tells all, itself among them; first of all that it leads now, and asks for their wishes. */
export type LeaderMessage = LeaderNews | { readonly kind: "who" };

/** What a tab wants to be kept up with, in place of what it wanted before. */
export interface Wish {
  readonly kind: "wish";
  readonly tab: string;
  readonly topics: readonly LiveTopic[];
}

/** As it goes from tab to tab. */
export type LiveMessage = (LeaderMessage & { readonly from: string }) | Wish;

/** How a topic is told from others of the same organisation. */
export function keyOf({ kind, id }: LiveTopic): string {
  return `${kind}/${id}`;
}
