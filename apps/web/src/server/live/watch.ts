import type { Permission } from "@packpost/core/access/permissions";
import type { Context } from "@packpost/core/context";
import { PackpostError } from "@packpost/core/errors";
import type { PublicError } from "@packpost/core/public-error";
import { publicErrorOf, toTrpcError } from "#web/server/errors.ts";
import { log } from "#web/server/log.ts";
import { shutdownSignal } from "#web/server/process/shutdown.ts";
import type { FollowedAccess } from "./access-watch.ts";
import type { Listener } from "./listener.ts";
import { tickerOf } from "./ticker-of.ts";
import { type LiveTopic, type LiveValue, nameOfTopic, topicKinds } from "./topics.ts";

/** What a stream brings: the present state of a topic, or why it is not kept up. */
export type LiveEvent = { topic: LiveTopic } & (
  | { value: LiveValue; error?: never }
  | { value?: never; error: PublicError }
);

interface WatchOptions {
  readonly ctx: Context;
  readonly topics: readonly LiveTopic[];
  /** Ends the stream (the request's own signal). */
  readonly signal: AbortSignal | undefined;
  readonly listener: Listener;
}

/**
 * What pages should show of some topics now, and again whenever it has changed: one read per topic and tick serves all
 * listeners of this process, none happens while nobody listens, and one every ten seconds while changes would be
 * announced. Of a topic that changes faster than the stream is taken, only the newest state comes. On shutdown it throws,
 * so that clients reconnect.
 *
 * @throws unauthenticated or forbidden as soon as the listener's rights have gone; rate_limited for whoever listens too
 *   often already; unavailable
 */
export async function* watch({ ctx, topics, signal, listener }: WatchOptions): AsyncGenerator<LiveEvent> {
  const giveBack = await listener.takePlace().catch((error: unknown) => {
    throw toTrpcError(error);
  });
  const closed = new AbortController();
  const access = listener.followAccess([
    ...new Set(topics.flatMap((topic) => permissionOf(ctx, topic) ?? [])),
  ]);
  const refused = access.signal;
  const ends = AbortSignal.any([refused, shutdownSignal(), closed.signal, ...(signal ? [signal] : [])]);
  try {
    yield* newestOf(ctx, topics, access, ends);
  } catch (error) {
    // The procedure's own line was written when the stream began.
    log.warn({ err: error }, "a live stream broke off");
    throw toTrpcError(error);
  } finally {
    closed.abort();
    access.stop();
    giveBack();
  }
  if (refused.aborted) throw toTrpcError(refused.reason);
  // Returning would end the client's subscription for good; "unavailable" makes it connect again.
  if (!signal?.aborted)
    throw toTrpcError(new PackpostError("unavailable", "The live connection is renewed."));
}

/** The newest state of each topic that has not been taken yet. @throws what a client should connect anew for */
async function* newestOf(
  ctx: Context,
  topics: readonly LiveTopic[],
  access: FollowedAccess,
  ends: AbortSignal,
): AsyncGenerator<LiveEvent> {
  const untaken = new Map<string, LiveEvent>();
  let failed: { error: unknown } | undefined;
  let wake: () => void = () => undefined;
  const onEnd = () => wake();
  ends.addEventListener("abort", onEnd);
  const put = (event: LiveEvent) => {
    untaken.set(nameOfTopic(ctx.organisationId, event.topic), event);
    wake();
  };
  for (const topic of topics) {
    void follow(ctx, topic, access, ends, put).catch((error: unknown) => {
      failed ??= { error };
      wake();
    });
  }
  try {
    while (!ends.aborted) {
      if (failed !== undefined) throw failed.error;
      const [next] = untaken;
      if (next === undefined) {
        const woken = Promise.withResolvers<void>();
        wake = woken.resolve;
        await woken.promise;
        continue;
      }
      untaken.delete(next[0]);
      yield next[1];
    }
  } finally {
    ends.removeEventListener("abort", onEnd);
  }
}

/** One topic that there is not, or not for them any more, is said; the others go on. */
async function follow(
  ctx: Context,
  topic: LiveTopic,
  access: FollowedAccess,
  ends: AbortSignal,
  put: (event: LiveEvent) => void,
): Promise<void> {
  try {
    if (permissionOf(ctx, topic) === undefined)
      throw new PackpostError("forbidden", "Your role does not allow this.");
    const { staysArmed } = topicKinds[topic.kind];
    let first = true;
    for await (const { value } of tickerOf(ctx, topic).listen(ends)) {
      // A reading is shared by those who saw it with the same eyes when they came: each batch asks whether they still do.
      if (staysArmed && !first) await access.check();
      if (ends.aborted) return;
      first = false;
      put({ topic, value });
    }
  } catch (thrown) {
    const error = publicErrorOf(thrown);
    if (error.code === "internal" || error.code === "unavailable") throw thrown;
    put({ topic, error });
  }
}

/** By which permission the actor may follow it. */
function permissionOf({ actor }: Context, { kind }: LiveTopic): Permission | undefined {
  return topicKinds[kind].permissions.find((permission) => actor.permissions.has(permission));
}
