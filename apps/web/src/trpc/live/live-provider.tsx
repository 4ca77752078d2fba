"use client";

import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react";
import { useTRPCClient } from "#web/trpc/client.tsx";
import { pageConnection } from "#web/trpc/page-connection.ts";
import { pageSession } from "#web/trpc/page-session.ts";
import { BrowserStream } from "./browser-stream.ts";
import type { OpenStream } from "./stream-leader.ts";
import { watchAbsence } from "./watch-absence.ts";

interface Live {
  stream: BrowserStream;
  /** The staff member who is signed in, and whose organisation's they are: what the topics of Messages go by. */
  viewer: string;
  organisationId: string;
}
const context = createContext<Live | null>(null);

/**
 * Keeps the pages below it up over the browser's one stream.
 * @param viewer the staff member who is signed in; the server refuses a stream that asks for another
 */
export function LiveProvider({
  viewer,
  organisationId,
  children,
}: Omit<Live, "stream"> & { children: ReactNode }) {
  const client = useTRPCClient();
  const [stream] = useState(() => {
    const open: OpenStream = (topics, { onEvent, onConnected, onRefused }) => {
      const subscription = client.live.watch.subscribe(
        { viewer, topics: [...topics] },
        {
          onData: ({ data }) => onEvent(data),
          onConnectionStateChange: ({ state, error }) => onConnected(state !== "connecting" || !error),
          onError: ({ data }) =>
            onRefused({ httpStatus: data?.httpStatus, retryAfterSeconds: data?.error.retryAfterSeconds }),
        },
      );
      return () => subscription.unsubscribe();
    };
    return new BrowserStream({
      name: `packpost-live-1/${viewer}`,
      open,
      locks: typeof navigator === "undefined" ? undefined : navigator.locks,
      openChannel: typeof BroadcastChannel === "undefined" ? undefined : (name) => new BroadcastChannel(name),
      onConnected: (connected) => void (connected || pageConnection.doubt()),
      onRefused: ({ httpStatus }) => httpStatus === 401 && pageSession.end(),
    });
  });
  useEffect(() => {
    const look = () => document.visibilityState === "visible" && stream.takeOver();
    const hide = () => stream.leave();
    const comeBack = ({ persisted }: PageTransitionEvent) => persisted && stream.again();
    const forgetAbsence = watchAbsence(() => stream.reopen());
    const forgetSession = pageSession.subscribe(() => !pageSession.hasEnded() && stream.again());
    document.addEventListener("visibilitychange", look);
    window.addEventListener("pagehide", hide);
    window.addEventListener("pageshow", comeBack);
    return () => {
      forgetSession();
      forgetAbsence();
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("pagehide", hide);
      window.removeEventListener("pageshow", comeBack);
      stream.leave();
    };
  }, [stream]);
  const live = useMemo(() => ({ stream, viewer, organisationId }), [stream, viewer, organisationId]);
  return <context.Provider value={live}>{children}</context.Provider>;
}

/** The browser's stream. @throws outside of its provider */
export function useBrowserStream(): BrowserStream {
  return useLiveContext().stream;
}

/** `useLive(useInboxTopic(), …)`: the list of threads may have changed. @throws outside of its provider */
export function useInboxTopic() {
  return { kind: "inbox", id: useLiveContext().organisationId } as const;
}

/** `useLive(useUnreadTopic(), …)`: what the viewer has not read. @throws outside of its provider */
export function useUnreadTopic() {
  return { kind: "unread", id: useLiveContext().viewer } as const;
}

function useLiveContext(): Live {
  const live = use(context);
  if (live === null) throw new Error("Live pages stand below a LiveProvider");
  return live;
}
