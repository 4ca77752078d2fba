"use client";

import type { SendingState } from "@packpost/core/organisation/get-sending-state";
import { IconHandStop, IconPlayerPlay } from "@tabler/icons-react";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { formatHeld } from "#web/components/status/format-held.ts";
import { Time } from "#web/components/time/time.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { loadLater } from "#web/trpc/load-later.ts";
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
  const { own, held, stopped } = sending;
  // Held by whoever runs the installation, or since the database was put back: the page's banner says why.
  const isHeldBesides = stopped !== null && stopped.by !== "organisation";
  return (
    <SettingsFrame
      id="stop"
      title="Stop all sending"
      about="For when something goes wrong: one switch for all that leaves the organisation, campaigns, text alerts and the mails and texts of conversations."
    >
      <StateBox bad={own !== null}>
        <p>
          {own === null ? (
            isHeldBesides ? (
              "You have not stopped sending. Nothing goes out all the same: the line at the top of the page says why."
            ) : (
              <>
                Sending is on. {formatHeld(held, ["is", "are"]) || "No campaign or text alert is"} being sent
                just now.
              </>
            )
          ) : (
            <>
              <b>All sending is stopped</b> since <Time at={own.at} />
              {own.byName !== null && <>, by {own.byName}</>}. {formatWaiting(held, isHeldBesides)}
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
          held={held}
          pending={stop.isPending}
          error={stop.error}
          onClose={() => setAsking(false)}
          onStop={() => stop.mutate()}
        />
      )}
    </SettingsFrame>
  );
}

function formatWaiting(held: SendingState["held"], isHeldBesides: boolean): string {
  const waiting = formatHeld(held, ["waits", "wait"]);
  if (waiting === "") return "No campaign or text alert waits for it.";
  return isHeldBesides
    ? `${waiting}, also for what the line at the top of the page says.`
    : `${waiting} and will go on at once when you allow it.`;
}
