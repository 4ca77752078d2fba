"use client";

import { IconWifiOff } from "@tabler/icons-react";
import { onlineManager } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import classes from "./stopped-banner.module.css";

/** Says on every page that the connection is gone: without it a table would only wait. */
export function OfflineBanner() {
  const online = useSyncExternalStore(
    (changed) => onlineManager.subscribe(changed),
    () => onlineManager.isOnline(),
    () => true,
  );
  return (
    <div role="status">
      {!online && (
        <div className={classes.banner} data-quiet>
          <IconWifiOff size={19} stroke={1.8} aria-hidden />
          <p>
            <b>You are offline.</b> What you see may be old. It goes on by itself when the connection is back.
          </p>
        </div>
      )}
    </div>
  );
}
