"use client";

import { MOST_ATTACHMENTS } from "@packpost/core/conversation/most-attachments";
import type { ThreadView } from "@packpost/core/conversation/read-entries";
import { maxUploadBytes } from "@packpost/core/picture/picture-limits";
import { useEffect, useSyncExternalStore } from "react";
import { PictureTray } from "#web/components/pictures/picture-tray.ts";
import { readStoredSize, refusalCodeOf, uploadFile } from "#web/components/pictures/upload-file.ts";
import { whenReachable } from "#web/trpc/when-reachable.ts";
import type { StaffOutbox } from "../outbox/outbox-item.ts";

/** One for each person and thread, for as long as the page: an upload goes on while one looks at another thread. */
const trays = new Map<string, PictureTray>();

/** Codes that tell of the moment, not of the file. */
const passing = ["unavailable", "rate_limited", "unauthenticated", "internal"];

/**
 * The pictures that somebody is about to send in a thread (V13).
 * @param staffMemberId who is signed in
 */
export function trayOf(staffMemberId: string, threadId: string): PictureTray {
  const key = `${staffMemberId}/${threadId}`;
  const known = trays.get(key);
  if (known !== undefined) return known;
  const addressOf = (id: string) => `/api/attachments/${id}`;
  const tray = new PictureTray({
    upload: (id, file, onProgress, signal) => {
      const address = `${addressOf(id)}?thread=${threadId}`;
      return uploadFile({
        method: "PUT",
        address,
        file,
        readAnswer: readStoredSize,
        onProgress,
        signal,
        maxBytes: maxUploadBytes,
      });
    },
    isRefusal: (error) => {
      const code = refusalCodeOf(error);
      return code !== undefined && !passing.includes(code);
    },
    whenReachable,
    // What stays there is removed with everything that is never sent.
    discard: (id) => void fetch(addressOf(id), { method: "DELETE", keepalive: true }).catch(() => undefined),
    previewOf: (file) => URL.createObjectURL(file),
    dropPreview: (address) => URL.revokeObjectURL(address),
    addressOf,
    most: MOST_ATTACHMENTS,
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
