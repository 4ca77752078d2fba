"use client";

import type { ReactNode } from "react";
import { type BrowserStreamOptions, BrowserStreamProvider } from "#web/trpc/live/browser-stream-provider.tsx";
import { portalClient } from "./portal-client.ts";
import { usePortal } from "./portal-provider.tsx";

/** Keeps a customer's pages up over one stream for all tabs of the browser. @param customerId who is signed in */
export function PortalLive({ customerId, children }: { customerId: string; children: ReactNode }) {
  const { slug } = usePortal();
  const options = (): BrowserStreamOptions => ({
    name: `packpost-portal-live-1/${slug}/${customerId}`,
    open: (topics, { onEvent, onConnected, onRefused }) => {
      const subscription = portalClient(slug).live.watch.subscribe(
        { viewer: customerId, topics: [...topics] },
        {
          onData: ({ data }) => onEvent(data),
          onConnectionStateChange: ({ state, error }) => onConnected(state !== "connecting" || !error),
          onError: ({ data }) =>
            onRefused({ httpStatus: data?.httpStatus, retryAfterSeconds: data?.error.retryAfterSeconds }),
        },
      );
      return () => subscription.unsubscribe();
    },
    // Whoever follows a topic looks by themselves then.
    onConnected: () => undefined,
    onRefused: () => undefined,
  });
  return <BrowserStreamProvider options={options}>{children}</BrowserStreamProvider>;
}
