"use client";

import type { AlertView } from "@packpost/core/alert/alert-view";
import { IconUserPlus } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Button } from "#web/components/form/button.tsx";
import { formatPeople } from "#web/components/form/format-number.ts";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { useAfterAlertChange } from "../activity/use-alert-change.ts";
import { formatAlertTime } from "../words/format-span.ts";
import classes from "./detail.module.css";

const againMs = 30_000;
const most = 6;

/** Who has booked into its range since it was sent: they are offered, nobody is texted unasked (A11). */
export function LateJoiners({ alert }: { alert: AlertView }) {
  const trpc = useTRPC();
  const zone = useOrganisationZone();
  const after = useAfterAlertChange();
  const alertId = alert.id;
  const isOpen = alert.audience > 0 && alert.status !== "cancelled" && alert.range.until > new Date();
  const { data } = useQuery(
    trpc.alert.sending.lateJoiners.queryOptions({ alertId }, { enabled: isOpen, refetchInterval: againMs }),
  );
  const add = useMutation(trpc.alert.sending.addLateJoiners.mutationOptions(after));
  const reachable = isOpen ? (data ?? []).filter(({ reasons }) => reasons.length === 0) : [];
  if (reachable.length === 0) return null;
  const now = new Date();
  const named = reachable
    .slice(0, most)
    .map(({ name, startsAt }) => `${name} (${formatAlertTime(startsAt, now, zone)})`);
  if (reachable.length > most) named.push(`${reachable.length - most} more`);
  return (
    <section className={classes.notice} aria-label="Booked since">
      <IconUserPlus size={20} stroke={1.8} aria-hidden />
      <div>
        <p suppressHydrationWarning>
          <b>{formatPeople(reachable.length)} booked into this range since.</b> {named.join(", ")}
        </p>
        <Button
          size="compact-md"
          variant="default"
          loading={add.isPending}
          onClick={() => add.mutate({ alertId, customerIds: reachable.map(({ customerId }) => customerId) })}
        >
          Text {formatPeople(reachable.length)} too
        </Button>
      </div>
    </section>
  );
}
