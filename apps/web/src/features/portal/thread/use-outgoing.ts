"use client";

import type { PortalEntry } from "@packpost/core/portal/read-own-thread";
import { useCallback, useEffect, useRef, useState } from "react";
import { portalClient, type Refusal, refusalOf } from "../frame/portal-client.ts";
import { usePortal } from "../frame/portal-provider.tsx";
import { keepOutgoing, type Outgoing, readOutgoing } from "./outgoing.ts";

const firstWaitMs = 2_000;
const longestWaitMs = 30_000;

interface UseOutgoingOptions {
  customerId: string;
  /** It stands in the thread. */
  onSent: (entry: PortalEntry) => void;
  onRefused: (thrown: unknown) => void;
  /** What its writer is told. */
  explain: (refusal: Refusal) => string;
}

/** Sends messages one after the other; what cannot be sent now is kept and tried again by itself, what was refused waits. */
export function useOutgoing({ customerId, onSent, onRefused, explain }: UseOutgoingOptions) {
  const client = portalClient(usePortal().slug);
  const [queue, setQueue] = useState<readonly Outgoing[]>([]);
  const [waits, setWaits] = useState(false);
  const latest = useRef<readonly Outgoing[]>([]);
  const busy = useRef(false);
  const failures = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const change = useCallback(
    (next: readonly Outgoing[]) => {
      latest.current = next;
      keepOutgoing(customerId, next);
      setQueue(next);
    },
    [customerId],
  );

  const run = useRef(async () => {});
  run.current = async () => {
    clearTimeout(timer.current);
    if (busy.current) return;
    busy.current = true;
    for (;;) {
      const next = latest.current.find(({ refused }) => refused === null);
      if (next === undefined) break;
      try {
        const { id, body, draftVersion, seenNumber, pictures } = next;
        const attachmentIds = pictures.map((picture) => picture.id);
        const sent = await client.thread.send.mutate({
          entryId: id,
          body,
          draftVersion,
          seenNumber,
          attachmentIds,
        });
        failures.current = 0;
        setWaits(false);
        onSent({ id, body, pictures, files: [], ...sent, via: "portal", author: { kind: "me", name: "" } });
        change(latest.current.filter((one) => one.id !== id));
      } catch (thrown) {
        const refusal = refusalOf(thrown);
        onRefused(thrown);
        if (refusal.code === "away" || refusal.code === "unavailable" || refusal.code === "unauthenticated") {
          failures.current += 1;
          setWaits(true);
          const waitMs = Math.min(firstWaitMs * 2 ** (failures.current - 1), longestWaitMs);
          timer.current = setTimeout(() => void run.current(), waitMs);
          break;
        }
        change(
          latest.current.map((one) => (one.id === next.id ? { ...one, refused: explain(refusal) } : one)),
        );
      }
    }
    busy.current = false;
  };

  useEffect(() => {
    latest.current = readOutgoing(customerId);
    setQueue(latest.current);
    void run.current();
    const again = () => void run.current();
    window.addEventListener("online", again);
    return () => {
      clearTimeout(timer.current);
      window.removeEventListener("online", again);
    };
  }, [customerId]);

  const send = (message: Omit<Outgoing, "id" | "at" | "refused">) => {
    const one = { ...message, id: crypto.randomUUID(), at: new Date().toISOString(), refused: null };
    change([...latest.current, one]);
    void run.current();
  };
  const retry = (id: string) => {
    change(latest.current.map((one) => (one.id === id ? { ...one, refused: null } : one)));
    void run.current();
  };
  const discard = (id: string) => change(latest.current.filter((one) => one.id !== id));
  return { queue, waits, send, retry, discard };
}
