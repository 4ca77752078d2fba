"use client";

import { IconLogin2 } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { useTRPCClient } from "#web/trpc/client.tsx";
import { loadLater } from "#web/trpc/load-later.ts";
import { pageSession } from "#web/trpc/page-session.ts";
import classes from "./session-banner.module.css";

const SignInAgainDialog = dynamic(
  () => loadLater(() => import("./sign-in-again-dialog.tsx")).then((module) => module.SignInAgainDialog),
  { ssr: false },
);

/** Tabs of one browser share the session: each tells the others who has signed in again. */
const channelName = "packpost-session";

interface SessionEndedProps {
  email: string;
  /** Where it is said. */
  place: RefObject<HTMLDivElement | null>;
}

/** Nothing moves, what was typed stays, and one signs in on the spot. */
export function SessionEnded({ email, place }: SessionEndedProps) {
  // Behind an open dialog the notice could be read, not pressed.
  const [opened, setOpened] = useState(() => document.querySelector("dialog:modal") !== null);
  const resume = useResume(email);
  const notice = (
    <div className={classes.banner}>
      <IconLogin2 size={19} stroke={1.8} aria-hidden />
      <p>
        <b>Your session has ended.</b> What you typed stays on this page.
      </p>
      <button type="button" className={classes.button} onClick={() => setOpened(true)}>
        Sign in again
      </button>
    </div>
  );
  return (
    <>
      {place.current !== null && createPortal(notice, place.current)}
      {opened && <SignInAgainDialog email={email} onClose={() => setOpened(false)} onSignedIn={resume} />}
    </>
  );
}

/** Takes the page up again once the same person is signed in, here or in another tab; for anybody else it is read anew. */
function useResume(email: string) {
  const queryClient = useQueryClient();
  const client = useTRPCClient();
  const channel = useRef<BroadcastChannel>(undefined);
  const takeUp = useCallback(
    (signedIn: string) => {
      if (signedIn !== email) return window.location.reload();
      pageSession.resume();
      void queryClient.invalidateQueries();
    },
    [email, queryClient],
  );
  useEffect(() => {
    const own = new BroadcastChannel(channelName);
    own.onmessage = ({ data }: MessageEvent<unknown>) => {
      takeUp(String(data));
    };
    channel.current = own;
    return () => own.close();
  }, [takeUp]);
  useEffect(() => {
    // Signed in elsewhere: a tab that was away looks when it comes back.
    const look = async () => {
      if (document.visibilityState !== "visible") return;
      const person = await client.account.me.query().catch(() => null);
      if (person !== null) takeUp(person.email);
    };
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [takeUp, client]);
  return () => {
    channel.current?.postMessage(email);
    takeUp(email);
  };
}
