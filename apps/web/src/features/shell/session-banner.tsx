"use client";

import dynamic from "next/dynamic";
import { useRef, useSyncExternalStore } from "react";
import { loadLater } from "#web/trpc/load-later.ts";
import { pageSession } from "#web/trpc/page-session.ts";
import classes from "./session-banner.module.css";

const SessionEnded = dynamic(
  () => loadLater(() => import("./session-ended.tsx")).then((module) => module.SessionEnded),
  { ssr: false },
);

/** Says, where one is, that the session has ended. */
export function SessionBanner({ email }: { email: string }) {
  const ended = useSyncExternalStore(pageSession.subscribe, pageSession.hasEnded, () => false);
  const place = useRef<HTMLDivElement>(null);
  return (
    <>
      {/* Always there, so that screen readers hear what comes into it. */}
      <div ref={place} role="alert" className={classes.place} />
      {ended && <SessionEnded email={email} place={place} />}
    </>
  );
}
