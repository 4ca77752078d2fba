"use client";

import { useEffect, useEffectEvent, useState } from "react";
import type { LiveTopic, LiveValue } from "#web/server/live/topics.ts";
import { useBrowserStream } from "./live-provider.tsx";

interface UseLiveOptions {
  /** Whether it can still change. */
  enabled: boolean;
  /** Takes its present state, and each that follows. */
  onValue: (value: LiveValue) => void;
  /** Whether the server keeps no more pages of this person up, so that this one has to ask by itself. */
  onTooMany: (tooMany: boolean) => void;
}

/**
 * Keeps a component up with what the server knows, over the one stream of the browser.
 *
 * @param topic what it shows
 * @returns false while the connection is being made anew, when what is shown may be old
 */
export function useLive({ kind, id }: LiveTopic, { enabled, onValue, onTooMany }: UseLiveOptions): boolean {
  const stream = useBrowserStream();
  const [connected, setConnected] = useState(true);
  const take = useEffectEvent(onValue);
  const askItself = useEffectEvent(onTooMany);
  useEffect(() => {
    if (!enabled) return;
    const leave = stream.follow(
      { kind, id },
      {
        onEvent: ({ value, error }) => {
          setConnected(true);
          askItself(error?.code === "rate_limited");
          if (value !== undefined) take(value);
        },
        onConnected: setConnected,
        onRefused: ({ httpStatus }) => askItself(httpStatus === 429),
      },
    );
    return () => {
      leave();
      setConnected(true);
    };
  }, [stream, enabled, kind, id]);
  return connected;
}
