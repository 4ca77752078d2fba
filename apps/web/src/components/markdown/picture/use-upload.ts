"use client";

import type { StoredPicture } from "@packpost/core/picture/stored-picture";
import { useCallback, useEffect, useRef, useState } from "react";
import { sendPicture } from "./send-picture.ts";

export type Upload =
  | { readonly kind: "none" }
  | { readonly kind: "sending"; readonly file: File; readonly part: number }
  | { readonly kind: "failed"; readonly file: File; readonly error: unknown }
  | { readonly kind: "done"; readonly file: File; readonly picture: StoredPicture };

/** One picture's way to the server. Another one, cancelling or leaving the dialog ends it. */
export function useUpload() {
  const [upload, setUpload] = useState<Upload>({ kind: "none" });
  const running = useRef<AbortController | null>(null);
  const cancel = useCallback(() => {
    running.current?.abort();
    running.current = null;
    setUpload({ kind: "none" });
  }, []);
  const start = useCallback((file: File) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const set = (next: Upload) => {
      if (!controller.signal.aborted) setUpload(next);
    };
    setUpload({ kind: "sending", file, part: 0 });
    sendPicture(file, (part) => set({ kind: "sending", file, part }), controller.signal).then(
      (picture) => set({ kind: "done", file, picture }),
      (error: unknown) => set({ kind: "failed", file, error }),
    );
  }, []);
  useEffect(() => () => running.current?.abort(), []);
  return { upload, start, cancel };
}
