"use client";

import { MOST_ATTACHMENTS } from "@packpost/core/conversation/composing/most-attachments";
import { maxUploadBytes } from "@packpost/core/picture/picture-limits";
import { useEffect, useState, useSyncExternalStore } from "react";
import { openTray } from "#web/components/pictures/open-tray.ts";
import type { ReadyPicture } from "#web/components/pictures/picture-tray.ts";
import { usePortal } from "../frame/portal-provider.tsx";
import type { OwnOutbox } from "./outgoing-item.ts";
import { portalReach } from "./portal-reach.ts";

export type AddedPictures = ReturnType<typeof usePictures>;

/**
 * Pictures for the next message (V13): each is sent to the server at once, and with the message only its id.
 * @param uploads those that were attached before and not sent
 */
export function usePictures(uploads: readonly ReadyPicture[], outbox: () => OwnOutbox) {
  const { slug } = usePortal();
  const [tray] = useState(() =>
    openTray({
      addressOf: (id) => `/api/portal/${slug}/attachments/${id}`,
      whenReachable: portalReach.whenReachable,
      most: MOST_ATTACHMENTS,
      maxBytes: maxUploadBytes,
    }),
  );
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
