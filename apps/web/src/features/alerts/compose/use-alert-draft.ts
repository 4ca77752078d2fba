"use client";

import type { AlertDraft } from "@packpost/core/alert/alert-draft";
import type { AlertRange } from "@packpost/core/alert/range/resolve-range";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useTRPC, useTRPCClient } from "#web/trpc/client.tsx";

const pauseMs = 600;
const againMs = 3_000;

/** What is being written. */
export interface Written {
  readonly range: AlertRange | null;
  readonly body: string;
}

/**
 * The alert that somebody is writing, kept on the server as they type (T12): it survives a reload and another device. Each save names the version that
 * it changes; where another device was quicker, a person chooses.
 * @param server as it was read
 */
export function useAlertDraft(server: AlertDraft) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const [written, setWritten] = useState<Written>({ range: server.range, body: server.body });
  const [other, setOther] = useState<AlertDraft | null>(null);
  const kept = useRef({ version: server.version, dirty: false, running: false, latest: written });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const settle = (draft: AlertDraft) => {
    clearTimeout(timer.current);
    const latest = { range: draft.range, body: draft.body };
    Object.assign(kept.current, { version: draft.version, dirty: false, latest });
    setWritten(latest);
    setOther(null);
    queryClient.setQueryData(trpc.alert.draft.queryKey(), draft);
  };

  const save = async (): Promise<void> => {
    clearTimeout(timer.current);
    const mine = kept.current;
    if (!mine.dirty || mine.running) return;
    mine.running = true;
    const sent = mine.latest;
    try {
      const said = await client.alert.saveDraft.mutate({ ...sent, version: mine.version });
      if (said.outcome === "newer" && said.draft.body.trim() === "") {
        // It was sent meanwhile: what is written since is another one.
        mine.version = said.draft.version;
        timer.current = setTimeout(() => void save(), 0);
      } else if (said.outcome === "newer") setOther(said.draft);
      else {
        mine.version = said.version;
        queryClient.setQueryData(trpc.alert.draft.queryKey(), { ...sent, version: said.version });
        if (mine.latest === sent) mine.dirty = false;
        else timer.current = setTimeout(() => void save(), pauseMs);
      }
    } catch {
      // No answer: what is written stands here, and is saved when there is one.
      timer.current = setTimeout(() => void save(), againMs);
    } finally {
      mine.running = false;
    }
  };

  const write = (change: Partial<Written>) => {
    const latest = { ...kept.current.latest, ...change };
    Object.assign(kept.current, { latest, dirty: true });
    setWritten(latest);
    clearTimeout(timer.current);
    if (other === null) timer.current = setTimeout(() => void save(), pauseMs);
  };

  const leave = useEffectEvent(() => void save());
  useEffect(() => {
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, []);

  // Read anew, e.g. after an undo: what the server has stands here unless something else is being written.
  const take = useEffectEvent((draft: AlertDraft) => {
    const mine = kept.current;
    if (draft.version > mine.version && !mine.dirty && !mine.running) settle(draft);
  });
  useEffect(() => take(server), [server]);

  return {
    written,
    write,
    /** As it was saved last. */
    version: () => kept.current.version,
    /** What another device has saved meanwhile. */
    other,
    choose: (which: "mine" | "theirs") => {
      if (other === null) return;
      if (which === "theirs") return settle(other);
      Object.assign(kept.current, { version: other.version, dirty: true });
      setOther(null);
      void save();
    },
    /** It was sent: the server has emptied it. */
    clear: () => {
      clearTimeout(timer.current);
      const latest = { range: null, body: "" };
      Object.assign(kept.current, { latest, dirty: false });
      setWritten(latest);
      setOther(null);
      return queryClient.invalidateQueries(trpc.alert.draft.pathFilter());
    },
  };
}
