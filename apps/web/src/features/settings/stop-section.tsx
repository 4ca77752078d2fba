"use client";

import { IconHandStop, IconPlayerPlay } from "@tabler/icons-react";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { ConfirmDialog } from "#web/components/overlay/confirm-dialog.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { Time } from "#web/components/time/time.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./settings.module.css";

/** One switch for everything that leaves the organisation (C17); what it does stands beside it and in its question. */
export function StopSection() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data: sending } = useSuspenseQuery(trpc.account.sending.queryOptions());
  const [asking, setAsking] = useState(false);
  const onSettled = () => queryClient.invalidateQueries(trpc.account.sending.queryFilter());
  const options = { onSettled };
  const stop = useMutation(
    trpc.settings.stopSending.mutationOptions({ ...options, onSuccess: () => setAsking(false) }),
  );
  const allow = useMutation(trpc.settings.allowSending.mutationOptions(options));
  const own = sending.stopped?.by === "organisation" ? sending.stopped : null;
  return (
    <section className={classes.section} aria-labelledby="stop-title" id="stop">
      <div className={classes.about}>
        <h2 id="stop-title">Stop all sending</h2>
        <p>For when something goes wrong: one switch for every campaign of the organisation.</p>
      </div>
      <div className={classes.stop} data-stopped={own !== null}>
        <p>
          {own === null ? (
            <>Sending is on. {formatRunning(sending.held)}</>
          ) : (
            <>
              <b>All sending is stopped</b> since <Time at={own.at} />
              {own.byName !== null && <>, by {own.byName}</>}. {formatHeld(sending.held)}
            </>
          )}
        </p>
        {allow.error !== null && <ErrorNotice error={allow.error} />}
        {own === null ? (
          <Button
            color="red"
            variant="outline"
            leftSection={<IconHandStop size={17} stroke={1.8} aria-hidden />}
            onClick={() => setAsking(true)}
          >
            Stop all sending…
          </Button>
        ) : (
          <Button
            leftSection={<IconPlayerPlay size={17} stroke={1.8} aria-hidden />}
            loading={allow.isPending}
            onClick={() => allow.mutate()}
          >
            Allow sending again
          </Button>
        )}
      </div>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title="Stop all sending?"
        confirmLabel="Stop all sending"
        count={0}
        danger
        pending={stop.isPending}
        error={stop.error}
        onConfirm={() => stop.mutate()}
      >
        <ul className={classes.consequences}>
          <li>
            {formatStopping(sending.held)}: nobody more is written to. Mail being handed to the mail provider
            just now may still go out.
          </li>
          <li>Scheduled campaigns do not begin, even if their time comes. Nothing can be sent at once.</li>
          <li>
            Nothing is lost: everybody who waits keeps their place. Writing, previews of the text and outcomes
            go on.
          </li>
          <li>
            Every page says so, until an owner or admin allows sending again. Held campaigns then go on at
            once.
          </li>
        </ul>
      </ConfirmDialog>
    </section>
  );
}

function formatCampaigns(n: number): string {
  return n === 1 ? "1 campaign" : `${n} campaigns`;
}

function formatStopping(n: number): string {
  if (n === 0) return "Campaigns stop";
  return `${formatCampaigns(n)} being sent now ${n === 1 ? "stops" : "stop"}`;
}

function formatRunning(n: number): string {
  return n === 0 ? "No campaign is being sent just now." : `${formatCampaigns(n)} going out just now.`;
}

function formatHeld(n: number): string {
  return n === 0
    ? "No campaign waits for it."
    : `${formatCampaigns(n)} ${n === 1 ? "waits" : "wait"} and will go on at once when you allow it.`;
}
