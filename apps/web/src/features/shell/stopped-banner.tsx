"use client";

import { can, type Role } from "@packpost/core/access/permissions";
import type { SendingState } from "@packpost/core/organisation/get-sending-state";
import { IconHandStop } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Time } from "#web/components/time/time.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./stopped-banner.module.css";

/** Says on every page that nothing goes out, since when, and where that is changed (C17). */
export function StoppedBanner({ initial, role }: { initial: SendingState; role: Role }) {
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.account.sending.queryOptions(undefined, {
      initialData: initial,
      staleTime: 5_000,
      refetchInterval: 30_000,
    }),
  );
  const { stopped, held } = data;
  const who = stopped?.by === "installation" ? "whoever runs Packpost for you" : (stopped?.byName ?? null);
  return (
    <div role="status">
      {stopped !== null && (
        <div className={classes.banner}>
          <IconHandStop size={19} stroke={1.8} aria-hidden />
          <p>
            <b>All sending is stopped</b> since <Time at={stopped.at} />
            {who !== null && `, by ${who}`}.{" "}
            {held > 0 && `${held} ${held === 1 ? "campaign waits" : "campaigns wait"}; nothing is lost.`}
          </p>
          {stopped.by === "organisation" && can(role, "settings.manage") && (
            <Link href="/settings/sending#stop" className={classes.link}>
              Allow sending
            </Link>
          )}
        </div>
      )}
    </div>
  );
}
