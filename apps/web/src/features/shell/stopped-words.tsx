"use client";

import { can, type Role } from "@packpost/core/access/permissions";
import type { SendingState } from "@packpost/core/organisation/get-sending-state";
import { IconHandStop } from "@tabler/icons-react";
import Link from "next/link";
import { formatHeld } from "#web/components/status/format-held.ts";
import { Time } from "#web/components/time/time.tsx";
import classes from "./stopped-banner.module.css";

interface StoppedWordsProps {
  sending: SendingState;
  stopped: NonNullable<SendingState["stopped"]>;
  role: Role;
}

/** Since when nothing goes out, by whom, and where that is changed. */
export function StoppedWords({ sending: { held, restored }, stopped, role }: StoppedWordsProps) {
  if (stopped.by === "restore") return <RestoredWords at={stopped.at} restored={restored} />;
  const waiting = formatHeld(held, ["waits", "wait"]);
  const who = stopped.by === "installation" ? "whoever runs Packpost for you" : stopped.byName;
  return (
    <div className={classes.banner}>
      <IconHandStop size={19} stroke={1.8} aria-hidden />
      <p>
        <b>All sending is stopped</b> since <Time at={stopped.at} />
        {who !== null && `, by ${who}`}. {waiting !== "" && `${waiting}; nothing is lost.`}
      </p>
      {stopped.by === "organisation" && can(role, "settings.manage") && (
        <Link href="/settings/sending#stop" className={classes.link}>
          Allow sending
        </Link>
      )}
    </div>
  );
}

/** The database was put back from a backup (O4): what that means for them, and to owners and admins how far its comparison is. */
function RestoredWords({ at, restored }: { at: Date; restored: SendingState["restored"] }) {
  return (
    <div className={classes.banner}>
      <IconHandStop size={19} stroke={1.8} aria-hidden />
      <p>
        <b>All sending is held</b> since <Time at={at} />: Packpost was put back from a backup.{" "}
        {restored === null ? (
          "Nothing is lost: whoever waits is written to once it goes on."
        ) : (
          <>
            What was sent from <Time at={restored.lostFrom} /> to <Time at={restored.lostUntil} /> is compared
            with your providers, so that nobody gets it twice: {restored.found.toLocaleString("en-US")} found
            {restored.gone > 0 &&
              `, and ${restored.gone.toLocaleString("en-US")} more of which nothing is left here`}
            {restored.openCalls > 0 &&
              `, ${restored.openCalls.toLocaleString("en-US")} ${restored.openCalls === 1 ? "call" : "calls"} still asked about`}
            . {restored.compared && restored.openCalls === 0 && "All is compared. "}Whoever runs Packpost for
            you lets it go on
            {restored.gone > 0 && ", and can tell what those were: ask before you send something again"}.
          </>
        )}
      </p>
    </div>
  );
}
