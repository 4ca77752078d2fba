"use client";

import type { AlertView } from "@packpost/core/alert/alert-view";
import { IconHelp } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Button } from "#web/components/form/button.tsx";
import { formatPeople } from "#web/components/form/format-number.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import { useAfterAlertChange } from "../activity/use-alert-change.ts";
import classes from "./detail.module.css";

/** Of whom the provider does not know what became: a person decides, since they may have it (T33). */
export function Unconfirmed({ alert }: { alert: AlertView }) {
  const trpc = useTRPC();
  const after = useAfterAlertChange();
  const decide = useMutation(trpc.alert.sending.unconfirmed.mutationOptions(after));
  const people = alert.buckets.unconfirmed;
  if (people === 0) return null;
  const isLeft = alert.unconfirmedLeftAt !== null;
  const ask = (decision: "send_again" | "leave") => decide.mutate({ alertId: alert.id, decision });
  return (
    <section className={classes.notice} data-tone="look" aria-label="Unconfirmed">
      <IconHelp size={20} stroke={1.8} aria-hidden />
      <div>
        <p>
          <b>{formatPeople(people)} may or may not have it.</b> The text provider did not answer, and does not
          know of it by now. Sent again, they may get it twice.
          {isLeft && " Somebody has decided to leave it."}
        </p>
        <div className={classes.buttons}>
          {alert.status !== "cancelled" && (
            <Button
              size="compact-md"
              variant="default"
              loading={decide.isPending}
              onClick={() => ask("send_again")}
            >
              Send again to {formatPeople(people)}
            </Button>
          )}
          {!isLeft && (
            <Button
              size="compact-md"
              variant="subtle"
              disabled={decide.isPending}
              onClick={() => ask("leave")}
            >
              Leave it
            </Button>
          )}
        </div>
      </div>
    </section>
  );
}
