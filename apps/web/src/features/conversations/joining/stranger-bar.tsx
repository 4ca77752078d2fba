"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { loadLater } from "#web/trpc/load-later.ts";
import classes from "./joining.module.css";

const JoinDialog = dynamic(
  () => loadLater(() => import("./join-dialog.tsx")).then((module) => module.JoinDialog),
  { ssr: false },
);

/** Above the place to write, while nobody knows whose number it is (V8). */
export function StrangerBar({ threadId, stranger }: { threadId: string; stranger: string }) {
  const router = useRouter();
  const [opened, open] = useState(false);
  return (
    <div className={classes.bar}>
      <p>
        {stranger.includes("@")
          ? "Nobody here has this address. Join it to a family to answer: notes are seen by staff alone."
          : "Nobody here has this number."}
      </p>
      <Button size="compact-sm" variant="default" onClick={() => open(true)}>
        Join to a family
      </Button>
      {opened && (
        <JoinDialog
          threadId={threadId}
          stranger={stranger}
          onClose={() => open(false)}
          onJoined={(joined) => {
            open(false);
            router.push(`/messages/${joined}`);
          }}
        />
      )}
    </div>
  );
}
