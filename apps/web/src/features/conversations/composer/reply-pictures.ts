"use client";

import { MOST_ATTACHMENTS } from "@packpost/core/conversation/composing/most-attachments";
import type { ThreadView } from "@packpost/core/conversation/read-entries";
import { maxUploadBytes } from "@packpost/core/picture/picture-limits";
import { useEffect, useSyncExternalStore } from "react";
import { openTray } from "#web/components/pictures/open-tray.ts";
import type { PictureTray } from "#web/components/pictures/picture-tray.ts";
import { whenReachable } from "#web/trpc/when-reachable.ts";
import type { StaffOutbox } from "../outbox/outbox-item.ts";

/** One for each person and thread, for as long as the page: an upload goes on while one looks at another thread. */
const trays = new Map<string, PictureTray>();

/**
 * The pictures that somebody is about to send in a thread (V13).
 * @param staffMemberId who is signed in
 */
export function trayOf(staffMemberId: string, threadId: string): PictureTray {
  const key = `${staffMemberId}/${threadId}`;
  const known = trays.get(key);
  if (known !== undefined) return known;
  const tray = openTray({
    addressOf: (id) => `/api/attachments/${id}`,
    query: `?thread=${threadId}`,
    whenReachable,
    most: MOST_ATTACHMENTS,
    maxBytes: maxUploadBytes,
  });
  trays.set(key, tray);
  return tray;
}

/** The tray of an open thread, with what was attached here before, on this device or another (T12). */
export function useReplyPictures(thread: ThreadView, staffMemberId: string, outbox: () => StaffOutbox) {
  const tray = trayOf(staffMemberId, thread.id);
  const view = useSyncExternalStore(tray.subscribe, tray.read, tray.read);
  const { uploads } = thread;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the outbox is the page's, whoever asks for it
  useEffect(() => {
    const onTheirWay = new Set(
      outbox()
        .read()
        .flatMap(({ item: { pictures = [] } }) => pictures.map(({ id }) => id)),
    );
    tray.takeOver(uploads.filter(({ id }) => !onTheirWay.has(id)));
  }, [tray, uploads]);
  return { tray, view };
}
