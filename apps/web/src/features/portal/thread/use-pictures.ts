"use client";

import { MOST_ATTACHMENTS } from "@packpost/core/conversation/most-attachments";
import { maxUploadBytes } from "@packpost/core/picture/picture-limits";
import { useEffect, useState, useSyncExternalStore } from "react";
import { PictureTray, type ReadyPicture } from "#web/components/pictures/picture-tray.ts";
import { readStoredSize, refusalCodeOf, uploadFile } from "#web/components/pictures/upload-file.ts";
import { usePortal } from "../frame/portal-provider.tsx";
import type { OwnOutbox } from "./outgoing-item.ts";
import { portalReach } from "./portal-reach.ts";

/** Codes that tell of the moment, not of the file. */
const passing = ["unavailable", "rate_limited", "unauthenticated", "internal"];

export type AddedPictures = ReturnType<typeof usePictures>;

/**
 * Pictures for the next message (V13): each is sent to the server at once, and with the message only its id.
 * @param uploads those that were attached before and not sent
 */
export function usePictures(uploads: readonly ReadyPicture[], outbox: () => OwnOutbox) {
  const { slug } = usePortal();
  const [tray] = useState(() => openTray(slug));
  const { pictures: added, leftOut } = useSyncExternalStore(tray.subscribe, tray.read, tray.read);
  // Once: what the page sends later is still told of for a moment.
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  useEffect(() => {
    const onTheirWay = outbox()
      .read()
      .flatMap(({ item }) => item.pictures.map(({ id }) => id));
    tray.takeOver(uploads.filter(({ id }) => !onTheirWay.includes(id)));
  }, [tray]);
  return { tray, added, leftOut, busy: added.some(({ state }) => state.kind !== "stored") };
}

function openTray(slug: string): PictureTray {
  const addressOf = (id: string) => `/api/portal/${slug}/attachments/${id}`;
  return new PictureTray({
    upload: (id, file, onProgress, signal) => {
      const address = addressOf(id);
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
    whenReachable: portalReach.whenReachable,
    discard: (id) => void fetch(addressOf(id), { method: "DELETE", keepalive: true }).catch(() => undefined),
    previewOf: (file) => URL.createObjectURL(file),
    dropPreview: (address) => URL.revokeObjectURL(address),
    addressOf,
    most: MOST_ATTACHMENTS,
  });
}
