"use client";

import { IconHandStop, IconPlayerPlay } from "@tabler/icons-react";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { Time } from "#web/components/time/time.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { loadLater } from "#web/trpc/load-later.ts";
import { formatCampaigns } from "../format-campaigns.ts";
import { SettingsFrame } from "../part/settings-part.tsx";
import { StateBox } from "../part/state-box.tsx";

const StopDialog = dynamic(
  () => loadLater(() => import("./stop-dialog.tsx")).then((module) => module.StopDialog),
  { ssr: false },
);

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
    <SettingsFrame
      id="stop"
      title="Stop all sending"
      about="For when something goes wrong: one switch for every campaign of the organisation."
    >
      <StateBox bad={own !== null}>
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
      </StateBox>
      {asking && (
        <StopDialog
          held={sending.held}
          pending={stop.isPending}
          error={stop.error}
          onClose={() => setAsking(false)}
          onStop={() => stop.mutate()}
        />
      )}
    </SettingsFrame>
  );
}

function formatRunning(n: number): string {
  return n === 0 ? "No campaign is being sent just now." : `${formatCampaigns(n)} going out just now.`;
}

function formatHeld(n: number): string {
  return n === 0
    ? "No campaign waits for it."
    : `${formatCampaigns(n)} ${n === 1 ? "waits" : "wait"} and will go on at once when you allow it.`;
}
