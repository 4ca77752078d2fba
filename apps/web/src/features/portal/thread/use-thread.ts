"use client";

import type { PortalThread } from "@packpost/core/portal/read-own-thread";
import { useCallback, useEffect, useRef, useState } from "react";
import { addOlder } from "#web/components/thread/merge-thread.ts";
import { portalClient, refusalOf } from "../frame/portal-client.ts";
import { usePortal } from "../frame/portal-provider.tsx";
import { portalReach } from "./portal-reach.ts";
import { mergeChanges } from "./thread-state.ts";

/** Between two looks while the page is seen. */
const lookEveryMs = 5_000;

/** `here`, or why the page gets nothing: no connection, signed out, or no longer of this family. */
export type ThreadConnection = "here" | "away" | "signed_out" | "gone";

/** Keeps the family's thread up: catches up by revision when the page is looked at again, and while it is. */
export function useThread(initial: PortalThread) {
  const client = portalClient(usePortal().slug);
  const [state, setState] = useState<PortalThread>(initial);
  const [connection, setConnection] = useState<ThreadConnection>("here");
  const [loadingOlder, setLoadingOlder] = useState(false);
  const revision = useRef(initial.revision);
  revision.current = state.revision;

  const note = useCallback((thrown: unknown) => {
    const { code } = refusalOf(thrown);
    if (code === "unauthenticated") setConnection("signed_out");
    else if (code === "not_found" || code === "forbidden") setConnection("gone");
    else if (code === "away") setConnection("away");
  }, []);
  const catchUp = useCallback(async () => {
    try {
      const changed = await client.thread.read.query({ sinceRevision: revision.current });
      portalReach.reached();
      setConnection("here");
      setState((now) => mergeChanges(now, changed));
    } catch (thrown) {
      note(thrown);
    }
  }, [client, note]);

  useEffect(() => {
    const look = () => document.visibilityState === "visible" && void catchUp();
    const timer = setInterval(look, lookEveryMs);
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
  }, [catchUp]);

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
