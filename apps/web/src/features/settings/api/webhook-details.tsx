"use client";

import { NativeSelect } from "@mantine/core";
import type { ShownEndpoint } from "@packpost/core/webhook-out/list-endpoints";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { formatCount } from "#web/components/form/format-number.ts";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { notifications } from "#web/components/page/announce.ts";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { Time } from "#web/components/time/time.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./api.module.css";
import { ShownOnce } from "./shown-once.tsx";

const spans = [
  { hours: 1, label: "the last hour" },
  { hours: 24, label: "the last day" },
  { hours: 72, label: "the last three days" },
  { hours: 168, label: "the last week" },
  { hours: 720, label: "the last 30 days" },
];

/** A webhook's newest tries, and what is done with it seldom: send again, another secret, off, away. */
export function WebhookDetails({ endpoint, onClose }: { endpoint: ShownEndpoint; onClose: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [hours, setHours] = useState(24);
  const [removing, remove] = useState(false);
  const { id: endpointId, name, disabledAt, attempts } = endpoint;
  const refresh = () => client.invalidateQueries(trpc.webhookOut.pathFilter());
  const replay = useMutation(
    trpc.webhookOut.replay.mutationOptions({
      onSuccess: async () => {
        notifications.show({ message: `What changed is sent to “${name}” again.` });
        await refresh();
      },
    }),
  );
  const rotate = useMutation(trpc.webhookOut.rotateSecret.mutationOptions({ onSuccess: refresh }));
  const turn = useMutation(trpc.webhookOut.switch.mutationOptions({ onSuccess: refresh }));
  const away = useMutation(trpc.webhookOut.remove.mutationOptions({ onSuccess: refresh }));
  const error = replay.error ?? rotate.error ?? turn.error ?? away.error;
  return (
    <Dialog opened onClose={onClose} title={name} width={640} locked={rotate.data !== undefined}>
      {rotate.data !== undefined ? (
        <ShownOnce what="signing secret" value={rotate.data.secret} onDone={onClose} />
      ) : (
        <div className={classes.form}>
          <section aria-label="Newest tries">
            {attempts.length === 0 ? (
              <p className={classes.once}>Nothing has been sent yet.</p>
            ) : (
              <table className={classes.attempts}>
                <thead>
                  <tr>
                    <th scope="col">When</th>
                    <th scope="col">What</th>
                    <th scope="col">Answer</th>
                    <th scope="col">Took</th>
                  </tr>
                </thead>
                <tbody>
                  {attempts.map((attempt) => (
                    <tr key={attempt.id}>
                      <td>
                        <Time at={attempt.at} />
                      </td>
                      <td>
                        {attempt.kind === "test" ? "Test" : `${formatCount(attempt.outcomes)} outcomes`}
                      </td>
                      <td>{attempt.error ?? attempt.status}</td>
                      <td>{formatCount(attempt.durationMs)} ms</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </section>
          <div className={classes.again}>
            <NativeSelect
              label="Send again what changed in"
              value={String(hours)}
              onChange={(event) => setHours(Number(event.currentTarget.value))}
              data={spans.map(({ hours: value, label }) => ({ value: String(value), label }))}
            />
            <Button
              variant="default"
              disabled={disabledAt !== null}
              loading={replay.isPending}
              onClick={() => replay.mutate({ endpointId, hours })}
            >
              Send again
            </Button>
          </div>
          {error !== null && <ErrorNotice error={error} />}
          <div className={classes.buttons}>
            <Button
              variant="subtle"
              color="red"
              loading={away.isPending}
              onClick={() => (removing ? away.mutate({ endpointId }) : remove(true))}
            >
              {removing ? "Remove it for good?" : "Remove"}
            </Button>
            {disabledAt === null && (
              <Button
                variant="default"
                loading={turn.isPending}
                onClick={() => turn.mutate({ endpointId, on: false })}
              >
                Turn off
              </Button>
            )}
            <Button
              variant="default"
              loading={rotate.isPending}
              onClick={() => rotate.mutate({ endpointId })}
            >
              New signing secret
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
