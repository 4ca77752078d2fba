"use client";

import { useEffect, useEffectEvent, useState } from "react";
import type { LiveKind, LiveValues } from "#web/server/live/topics.ts";
import type { LiveEvent } from "#web/server/live/watch.ts";
import { useBrowserStream } from "./browser-stream-provider.tsx";
import type { Refusal } from "./live-message.ts";

interface UseLiveOptions<Kind extends LiveKind> {
  /** Whether it can still change. */
  enabled: boolean;
  /** Takes its present state, and each that follows. */
  onValue: (value: LiveValues[Kind]) => void;
  /** Whether the server keeps no more pages of this person up, so that this one has to ask by itself. */
  onTooMany: (tooMany: boolean) => void;
  /** It is not theirs to see, or not any more (T55): nothing follows. @param message says why */
  onGone?: (message: string) => void;
  /** The whole stream has ended: they are signed out, for instance. */
  onRefused?: (refusal: Refusal) => void;
}

/**
 * Keeps a component up with what the server knows, over the one stream of the browser.
 *
 * @param topic what it shows
 * @returns false while the connection is being made anew, when what is shown may be old
 */
export function useLive<Kind extends LiveKind>(
  { kind, id }: { kind: Kind; id: string },
  { enabled, onValue, onTooMany, onGone, onRefused }: UseLiveOptions<Kind>,
): boolean {
  const stream = useBrowserStream();
  const [connected, setConnected] = useState(true);
  const take = useEffectEvent(onValue);
  const askItself = useEffectEvent(onTooMany);
  const end = useEffectEvent((message: string) => onGone?.(message));
  const refuse = useEffectEvent((refusal: Refusal) => {
    askItself(refusal.httpStatus === 429);
    onRefused?.(refusal);
  });
  useEffect(() => {
    if (!enabled) return;
    const leave = stream.follow(
      { kind, id },
      {
        onEvent: (event) => {
          setConnected(true);
          askItself(event.error?.code === "rate_limited");
          if (event.error && ["not_found", "forbidden"].includes(event.error.code)) end(event.error.message);
          if (hasValueOf(event, kind)) take(event.value);
        },
        onConnected: setConnected,
        onRefused: refuse,
      },
    );
    return () => {
      leave();
      setConnected(true);
    };
  }, [stream, enabled, kind, id]);
  return connected;
}

function hasValueOf<Kind extends LiveKind>(
  event: LiveEvent,
  kind: Kind,
): event is LiveEvent & { value: LiveValues[Kind] } {
  return event.value !== undefined && event.topic.kind === kind;
}
