"use client";

import type { ThreadView } from "@packpost/core/conversation/read-entries";
import { TRPCClientError } from "@trpc/client";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useTRPCClient } from "#web/trpc/client.tsx";
import { pageConnection } from "#web/trpc/page-connection.ts";
import { DraftKeeper, type KeptDraft, type SaveDraft } from "./draft-keeper.ts";

type Kind = "reply" | "note";

const pauseMs = 600;
const againMs = 3_000;

/** Those whose composer is open now, so that something can be put back into it. */
const openKeepers = new Map<string, DraftKeeper>();

function keyOf(staffMemberId: string, threadId: string, kind: Kind): string {
  return `packpost-draft-1/${staffMemberId}/${threadId}/${kind}`;
}

/**
 * What somebody is writing in a thread: bound to this thread, kind and person for as long as it is open (T12).
 * @param staffMemberId whose
 */
export function useOpenDraft(thread: ThreadView, staffMemberId: string, kind: Kind) {
  const client = useTRPCClient();
  const { id: threadId } = thread;
  const server = thread.drafts.find((draft) => draft.kind === kind);
  const [keeper] = useState(() => {
    const save: SaveDraft = async (body, version) => {
      try {
        return await client.conversation.saveDraft.mutate({ threadId, kind, body, version });
      } catch (error) {
        if (isAnswered(error)) return { outcome: "refused" };
        throw error;
      }
    };
    const backup = openBackup(keyOf(staffMemberId, threadId, kind));
    return new DraftKeeper({ server, backup, save, whenReachable, pauseMs });
  });
  useEffect(() => {
    const key = keyOf(staffMemberId, threadId, kind);
    openKeepers.set(key, keeper);
    const hear = (event: StorageEvent) => {
      const theirs = event.key === key ? readDraft(event.newValue) : null;
      if (theirs !== null) keeper.take(theirs);
    };
    window.addEventListener("storage", hear);
    const leave = () => keeper.flush();
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("storage", hear);
      window.removeEventListener("pagehide", leave);
      openKeepers.delete(key);
      keeper.flush();
    };
  }, [keeper, staffMemberId, threadId, kind]);
  useEffect(() => {
    if (server !== undefined) keeper.take(server);
  }, [keeper, server]);
  const view = useSyncExternalStore(keeper.subscribe, keeper.read, keeper.read);
  return { ...view, keeper };
}

/** Puts what was not sent back to where it was written, before whatever stands there by now. */
export function returnToDraft(
  staffMemberId: string,
  threadId: string,
  written: { kind: Kind; body: string },
): void {
  const key = keyOf(staffMemberId, threadId, written.kind);
  const keeper = openKeepers.get(key);
  const joined = (there: string) => (there.trim() === "" ? written.body : `${written.body}\n${there}`);
  if (keeper !== undefined) {
    keeper.type(joined(keeper.read().body));
    return;
  }
  const backup = openBackup(key);
  const kept = backup.read() ?? { body: "", version: 0 };
  backup.write({ body: joined(kept.body), version: kept.version + 1 });
}

/** What this browser has kept of somebody's drafts in a thread, also of one that is not open to them any more. */
export function keptDrafts(staffMemberId: string, threadId: string): string[] {
  return (["reply", "note"] as const)
    .map((kind) => openBackup(keyOf(staffMemberId, threadId, kind)).read()?.body ?? "")
    .filter((body) => body.trim() !== "");
}

function openBackup(key: string) {
  return {
    read: () => (typeof window === "undefined" ? null : readDraft(window.localStorage.getItem(key))),
    // A full storage costs what a reload would bring back, not what is being typed.
    write: (draft: KeptDraft) => {
      try {
        window.localStorage.setItem(key, JSON.stringify(draft));
      } catch {}
    },
  };
}

function readDraft(text: string | null): KeptDraft | null {
  try {
    const value: unknown = JSON.parse(text ?? "null");
    if (typeof value !== "object" || value === null) return null;
    const body: unknown = Reflect.get(value, "body");
    const version: unknown = Reflect.get(value, "version");
    return typeof body === "string" && typeof version === "number" ? { body, version } : null;
  } catch {
    return null;
  }
}

function isAnswered(error: unknown): boolean {
  const data: unknown = error instanceof TRPCClientError ? error.data : undefined;
  return typeof data === "object" && data !== null && Reflect.get(data, "httpStatus") !== 401;
}

async function whenReachable(): Promise<void> {
  if (await pageConnection.doubt()) await new Promise((resolve) => setTimeout(resolve, againMs));
  else await pageConnection.whenBack();
}
