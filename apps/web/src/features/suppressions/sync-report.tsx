"use client";

import { useQuery } from "@tanstack/react-query";
import { Time } from "#web/components/time/time.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { formatSync } from "./format-suppression.ts";
import classes from "./suppressions.module.css";

/** Whether this list and the mail provider's are the same (C14). */
export function SyncReport() {
  const trpc = useTRPC();
  const { data: sync } = useQuery(trpc.suppression.sync.queryOptions(undefined, { refetchInterval: 30_000 }));
  if (sync === undefined) return null;
  if (sync === null) {
    return (
      <p className={classes.report} role="status">
        Not compared with the mail provider yet. It is done every half hour, and after each change here.
      </p>
    );
  }
  return (
    <p className={classes.report} role="status">
      <b>
        Compared with the mail provider, <Time at={sync.at} />:
      </b>{" "}
      {formatSync(sync).join(" ")}
      {sync.providerMessage !== null && (
        <span className={classes.failed}> The last try did not get through: {sync.providerMessage}</span>
      )}
    </p>
  );
}
