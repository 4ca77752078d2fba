"use client";

import { IconCloudCheck, IconCloudOff, IconHourglassHigh, IconWifiOff } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useOffline } from "next/offline";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { pageConnection } from "#web/trpc/page-connection.ts";
import classes from "./connection-banner.module.css";

const words = {
  offline: {
    icon: IconWifiOff,
    title: "You are offline.",
    text: "What you type is kept, and it goes on by itself.",
  },
  away: {
    icon: IconCloudOff,
    title: "Packpost cannot be reached.",
    text: "What you type is kept; we keep trying.",
  },
  slow: {
    icon: IconHourglassHigh,
    title: "Still waiting for an answer.",
    text: "The connection is slow, or gone.",
  },
  back: {
    icon: IconCloudCheck,
    title: "The connection is back.",
    text: "If something you pressed was not done, press it again.",
  },
};

/** Says on every page, above dialogs too, that the server cannot be reached, and when it is back. Nothing moves for it. */
export function ConnectionBanner() {
  const state = useSyncExternalStore(pageConnection.subscribe, pageConnection.read, () => "here" as const);
  const place = useRef<HTMLDivElement>(null);
  useDoubts();
  useReadAnew(state === "back");
  const said = state === "here" ? null : words[state === "away" && !navigator.onLine ? "offline" : state];
  useEffect(() => {
    const { current } = place;
    if (said === null || current === null) return;
    current.showPopover();
    const raise = ({ target }: Event) => {
      if (!(target instanceof HTMLDialogElement) || !target.open) return;
      current.hidePopover();
      current.showPopover();
    };
    // What enters the top layer last lies on top.
    document.addEventListener("toggle", raise, true);
    return () => {
      document.removeEventListener("toggle", raise, true);
      current.hidePopover();
    };
  }, [said]);
  return (
    <div ref={place} popover="manual" role="status" className={classes.place}>
      {said !== null && (
        <div className={classes.banner} data-good={state === "back"}>
          <said.icon size={19} stroke={1.8} aria-hidden />
          <p>
            <b>{said.title}</b> {said.text}
          </p>
        </div>
      )}
    </div>
  );
}

/** What else speaks against a connection: the browser's word, and a link that Next could not follow and now waits with. */
function useDoubts(): void {
  const waiting = useOffline();
  useEffect(() => {
    if (waiting) void pageConnection.doubt();
  }, [waiting]);
  useEffect(() => {
    window.addEventListener("offline", pageConnection.doubt);
    window.addEventListener("online", pageConnection.doubt);
    return () => {
      window.removeEventListener("offline", pageConnection.doubt);
      window.removeEventListener("online", pageConnection.doubt);
    };
  }, []);
}

/** What is on the page may be old by now, or was never read. */
function useReadAnew(back: boolean): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    if (back) void queryClient.invalidateQueries();
  }, [back, queryClient]);
}
