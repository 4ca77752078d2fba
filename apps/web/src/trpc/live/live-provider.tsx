"use client";

import { createContext, type ReactNode, use, useEffect, useMemo } from "react";
import { useTRPCClient } from "#web/trpc/client.tsx";
import { pageConnection } from "#web/trpc/page-connection.ts";
import { pageSession } from "#web/trpc/page-session.ts";
import {
  type BrowserStreamOptions,
  BrowserStreamProvider,
  useBrowserStream,
} from "./browser-stream-provider.tsx";

interface Live {
  /** The staff member who is signed in, and whose organisation's they are: what the topics of Messages go by. */
  viewer: string;
  organisationId: string;
}
const context = createContext<Live | null>(null);

/**
 * Keeps the staff's pages below it up over the browser's one stream.
 * @param viewer the staff member who is signed in; the server refuses a stream that asks for another
 */
export function LiveProvider({ viewer, organisationId, children }: Live & { children: ReactNode }) {
  const client = useTRPCClient();
  const options = (): BrowserStreamOptions => ({
    name: `packpost-live-1/${viewer}`,
    open: (topics, { onEvent, onConnected, onRefused }) => {
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
    },
    onConnected: (connected) => void (connected || pageConnection.doubt()),
    onRefused: ({ httpStatus }) => httpStatus === 401 && pageSession.end(),
  });
  const live = useMemo(() => ({ viewer, organisationId }), [viewer, organisationId]);
  return (
    <BrowserStreamProvider options={options}>
      <AfterSignIn />
      <context.Provider value={live}>{children}</context.Provider>
    </BrowserStreamProvider>
  );
}

/** Signed in again on the same page, the stream goes on. */
function AfterSignIn() {
  const stream = useBrowserStream();
  useEffect(() => pageSession.subscribe(() => !pageSession.hasEnded() && stream.again()), [stream]);
  return null;
}

/** `useLive(useInboxTopic(), …)`: the list of threads may have changed. @throws outside of its provider */
export function useInboxTopic() {
  return { kind: "inbox", id: useLiveContext().organisationId } as const;
}

/** `useLive(useCampaignsTopic(), …)`: the list of campaigns may have changed. @throws outside of its provider */
export function useCampaignsTopic() {
  return { kind: "campaigns", id: useLiveContext().organisationId } as const;
}

/** `useLive(useAlertsTopic(), …)`: the newest of the organisation's alerts. @throws outside of its provider */
export function useAlertsTopic() {
  return { kind: "alerts", id: useLiveContext().organisationId } as const;
}

/** `useLive(useUnreadTopic(), …)`: what the viewer has not read. @throws outside of its provider */
export function useUnreadTopic() {
  return { kind: "unread", id: useLiveContext().viewer } as const;
}

/** `useLive(useTextingTopic(), …)`: whether the organisation's texts leave. @throws outside of its provider */
export function useTextingTopic() {
  return { kind: "texting", id: useLiveContext().organisationId } as const;
}

/** `useLive(usePresenceTopic(threadId), …)`: who is in a thread; null = in any. @throws outside of its provider */
export function usePresenceTopic(threadId: string | null) {
  const { organisationId } = useLiveContext();
  return { kind: "presence", id: threadId ?? organisationId } as const;
}

function useLiveContext(): Live {
  const live = use(context);
  if (live === null) throw new Error("Live pages stand below a LiveProvider");
  return live;
}
