"use client";

import { createContext, type ReactNode, use, useEffect, useState } from "react";
import { BrowserStream } from "./browser-stream.ts";
import type { Refusal } from "./live-message.ts";
import type { OpenStream } from "./stream-leader.ts";
import { watchAbsence } from "./watch-absence.ts";

const context = createContext<BrowserStream | null>(null);

export interface BrowserStreamOptions {
  /** Of whoever is signed in: tabs of somebody else have another. */
  readonly name: string;
  /** Opens the stream at the server, with the procedures of these pages. */
  readonly open: OpenStream;
  /** False while the connection is being made anew. */
  readonly onConnected: (connected: boolean) => void;
  readonly onRefused: (refusal: Refusal) => void;
}

/** Keeps the pages below it up over the browser's one stream. @param options taken once, when the page begins */
export function BrowserStreamProvider({
  options,
  children,
}: {
  options: () => BrowserStreamOptions;
  children: ReactNode;
}) {
  const [stream] = useState(
    () =>
      new BrowserStream({
        ...options(),
        locks: typeof navigator === "undefined" ? undefined : navigator.locks,
        openChannel:
          typeof BroadcastChannel === "undefined" ? undefined : (name) => new BroadcastChannel(name),
      }),
  );
  useEffect(() => {
    const look = () => document.visibilityState === "visible" && stream.takeOver();
    const hide = () => stream.leave();
    const comeBack = ({ persisted }: PageTransitionEvent) => persisted && stream.again();
    const forgetAbsence = watchAbsence(() => stream.reopen());
    document.addEventListener("visibilitychange", look);
    window.addEventListener("pagehide", hide);
    window.addEventListener("pageshow", comeBack);
    return () => {
      forgetAbsence();
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("pagehide", hide);
      window.removeEventListener("pageshow", comeBack);
      stream.leave();
    };
  }, [stream]);
  return <context.Provider value={stream}>{children}</context.Provider>;
}

/** The browser's stream. @throws outside of its provider */
export function useBrowserStream(): BrowserStream {
  const stream = use(context);
  if (stream === null) throw new Error("Live pages stand below a BrowserStreamProvider");
  return stream;
}
