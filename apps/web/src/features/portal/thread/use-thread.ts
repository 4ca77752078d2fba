"use client";

import type { PortalThread } from "@packpost/core/portal/read-own-thread";
import { useCallback, useEffect, useRef, useState } from "react";
import { addOlder } from "#web/components/thread/merge-thread.ts";
import { useOneAtATime } from "#web/components/thread/use-one-at-a-time.ts";
import { useLive } from "#web/trpc/live/use-live.ts";
import { portalClient, refusalOf } from "../frame/portal-client.ts";
import { usePortal } from "../frame/portal-provider.tsx";
import { portalReach } from "./portal-reach.ts";
import { mergeChanges } from "./thread-state.ts";

/** Between two looks while the page is seen: a net below the live stream. */
const netMs = 30_000;
/** The same where there is no stream: it broke off, or the server keeps no more pages up. */
const lookEveryMs = 5_000;

/** `here`, or why the page gets nothing: no connection, signed out, or no longer of this family. */
export type ThreadConnection = "here" | "away" | "signed_out" | "gone";

/** Keeps the family's thread up: the stream says that something has changed, and the page asks what, from its own revision on (T8). */
export function useThread(initial: PortalThread) {
  const client = portalClient(usePortal().slug);
  const [state, setState] = useState<PortalThread>(initial);
  const [connection, setConnection] = useState<ThreadConnection>("here");
  const [loadingOlder, setLoadingOlder] = useState(false);
  const [asksItself, setAsksItself] = useState(false);
  const revision = useRef(initial.revision);
  revision.current = state.revision;
  const ended = connection === "signed_out" || connection === "gone";

  const note = useCallback((thrown: unknown) => {
    const { code } = refusalOf(thrown);
    if (code === "unauthenticated") setConnection("signed_out");
    else if (code === "not_found" || code === "forbidden") setConnection("gone");
    else if (code === "away") setConnection("away");
  }, []);
  const catchUp = useOneAtATime(async () => {
    try {
      const changes = await client.thread.read.query({ sinceRevision: revision.current });
      const changed = changes.someLeft ? await client.thread.read.query({}) : changes;
      portalReach.reached();
      // Their family is another by now: what stands here is none of theirs any more (T55).
      if (changed.threadId !== initial.threadId) return setConnection("gone");
      setConnection("here");
      setState((now) => (changes.someLeft ? changed : mergeChanges(now, changed)));
    } catch (thrown) {
      note(thrown);
    }
  });
  const connected = useLive(
    { kind: "thread", id: initial.threadId },
    {
      enabled: !ended,
      onValue: (value) => value.revision > revision.current && catchUp(),
      onTooMany: setAsksItself,
      onGone: () => setConnection("gone"),
      onRefused: ({ httpStatus }) => httpStatus === 401 && setConnection("signed_out"),
    },
  );
  const everyMs = connected && !asksItself ? netMs : lookEveryMs;
  useEffect(() => {
    const look = () => document.visibilityState === "visible" && catchUp();
    const timer = setInterval(look, everyMs);
    const lost = () => setConnection("away");
    document.addEventListener("visibilitychange", look);
    window.addEventListener("focus", look);
    window.addEventListener("online", look);
    window.addEventListener("offline", lost);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("focus", look);
      window.removeEventListener("online", look);
      window.removeEventListener("offline", lost);
    };
  }, [catchUp, everyMs]);

  const loadOlder = async () => {
    const first = state.entries[0];
    if (first === undefined || loadingOlder) return;
    setLoadingOlder(true);
    try {
      const older = await client.thread.read.query({ before: first.number });
      setState((now) => addOlder(now, older));
    } catch (thrown) {
      note(thrown);
    }
    setLoadingOlder(false);
  };
  const markRead = useCallback(
    async (number: number) => {
      setState((now) => ({ ...now, readNumber: Math.max(now.readNumber, number) }));
      await client.thread.markRead.mutate({ number }).catch(note);
    },
    [client, note],
  );
  return { state, connection, note, catchUp, loadOlder, loadingOlder, markRead };
}
