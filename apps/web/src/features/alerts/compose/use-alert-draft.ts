"use client";

import type { AlertDraft } from "@packpost/core/alert/alert-draft";
import type { AlertRange } from "@packpost/core/alert/range/resolve-range";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useTRPC, useTRPCClient } from "#web/trpc/client.tsx";
import { pageLeaving } from "#web/trpc/page-leaving.ts";
import { openAlertBackup } from "./alert-draft-backup.ts";
import { isOther, restoreDraft } from "./restore-draft.ts";

const pauseMs = 600;
const againMs = 3_000;

/** What is being written. */
interface Written {
  readonly range: AlertRange | null;
  readonly body: string;
}

/**
 * The alert that somebody is writing, kept on the server as they type (T12): it survives a reload and another device. Each save names the version that
 * it changes; where another device was quicker, a person chooses. What is not saved when the page is left goes with it, and is kept in the browser.
 * @param server as it was read
 * @param staffMemberId who writes
 */
export function useAlertDraft(server: AlertDraft, staffMemberId: string) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const [backup] = useState(() => openAlertBackup(staffMemberId));
  // As the server drew it: React would leave a button switched off for words that this browser alone has kept.
  const [written, setWritten] = useState<Written>({ range: server.range, body: server.body });
  const [other, setOther] = useState<AlertDraft | null>(null);
  const kept = useRef({ version: server.version, dirty: false, running: false, latest: written, other });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const differ = (theirs: AlertDraft | null) => {
    kept.current.other = theirs;
    setOther(theirs);
  };

  const settle = (draft: AlertDraft) => {
    clearTimeout(timer.current);
    const latest = { range: draft.range, body: draft.body };
    Object.assign(kept.current, { version: draft.version, dirty: false, latest });
    backup.write(null);
    setWritten(latest);
    differ(null);
    queryClient.setQueryData(trpc.alert.draft.queryKey(), draft);
  };

  const save = async (): Promise<void> => {
    clearTimeout(timer.current);
    const mine = kept.current;
    if (!mine.dirty || mine.running || mine.other !== null) return;
    mine.running = true;
    const sent = mine.latest;
    try {
      const said = await client.alert.saveDraft.mutate({ ...sent, version: mine.version });
      if (said.outcome === "newer" && isOther(sent, said.draft)) return differ(said.draft);
      mine.version = said.outcome === "newer" ? said.draft.version : said.version;
      if (said.outcome === "saved") {
        queryClient.setQueryData(trpc.alert.draft.queryKey(), { ...sent, version: said.version });
        if (mine.latest === sent) {
          mine.dirty = false;
          return backup.write(null);
        }
      }
      backup.write({ ...mine.latest, version: mine.version });
      timer.current = setTimeout(() => void save(), said.outcome === "saved" ? pauseMs : 0);
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
    backup.write({ ...latest, version: kept.current.version });
    setWritten(latest);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void save(), pauseMs);
  };

  // What the last visit could not save.
  const restore = useEffectEvent(() => {
    const { draft, dirty, other: theirs } = restoreDraft(server, backup.read());
    const latest = { range: draft.range, body: draft.body };
    Object.assign(kept.current, { version: draft.version, dirty, latest });
    setWritten(latest);
    differ(theirs);
  });
  const saveNow = useEffectEvent(() => void save());
  useEffect(() => {
    restore();
    saveNow();
    const stay = pageLeaving.subscribe(saveNow);
    return () => {
      stay();
      saveNow();
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
      differ(null);
      void save();
    },
    /** It was sent: the server has emptied it. */
    clear: () => {
      clearTimeout(timer.current);
      const latest = { range: null, body: "" };
      Object.assign(kept.current, { latest, dirty: false });
      backup.write(null);
      setWritten(latest);
      differ(null);
      return queryClient.invalidateQueries(trpc.alert.draft.pathFilter());
    },
  };
}
