"use client";

import type { ShownEndpoint } from "@packpost/core/webhook-out/list-endpoints";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { Line } from "#web/components/lines/line-list.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { ToneBadge } from "#web/components/status/status-badge.tsx";
import { Time } from "#web/components/time/time.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { loadLater } from "#web/trpc/load-later.ts";

const WebhookDetails = dynamic(
  () => loadLater(() => import("./webhook-details.tsx")).then((module) => module.WebhookDetails),
  {
    ssr: false,
  },
);

/** A webhook: whether it works, its newest tries, and what can be done with it. */
export function WebhookLine({ endpoint }: { endpoint: ShownEndpoint }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [opened, open] = useState(false);
  const options = { onSuccess: () => client.invalidateQueries(trpc.webhookOut.pathFilter()) };
  const test = useMutation(trpc.webhookOut.test.mutationOptions(options));
  const turn = useMutation(trpc.webhookOut.switch.mutationOptions(options));
  const error = test.error ?? turn.error;
  const { id: endpointId, name, disabledAt } = endpoint;
  return (
    <Line
      name={name}
      badges={<StateBadge endpoint={endpoint} />}
      acts={
        <>
          <Button
            variant="default"
            loading={endpoint.testing || test.isPending}
            aria-label={`Send a test to ${name}`}
            onClick={() => test.mutate({ endpointId })}
          >
            Send a test
          </Button>
          {disabledAt !== null && (
            <Button
              loading={turn.isPending}
              aria-label={`Turn ${name} on`}
              onClick={() => turn.mutate({ endpointId, on: true })}
            >
              Turn on
            </Button>
          )}
          <Button variant="subtle" aria-label={`Details of ${name}`} onClick={() => open(true)}>
            Details
          </Button>
        </>
      }
      dialogs={opened && <WebhookDetails endpoint={endpoint} onClose={() => open(false)} />}
    >
      <p>
        <code>{endpoint.url}</code>
      </p>
      <p role="status">
        <StateWords endpoint={endpoint} />
      </p>
      {error !== null && <ErrorNotice error={error} />}
    </Line>
  );
}

function StateBadge({ endpoint }: { endpoint: ShownEndpoint }) {
  if (endpoint.disabledAt !== null) return <ToneBadge tone="grey">Off</ToneBadge>;
  return endpoint.failingSince === null ? (
    <ToneBadge tone="spruce">On</ToneBadge>
  ) : (
    <ToneBadge tone="red">Failing</ToneBadge>
  );
}

const offWords = {
  by_hand: "Turned off",
  failing: "Turned off by itself, after three days of failures,",
  gone: "Turned off by itself: its address said that it is gone,",
} as const;

function StateWords({ endpoint }: { endpoint: ShownEndpoint }) {
  const { attempts, disabledAt, disabledWhy, failingSince, nextTryAt } = endpoint;
  const [last] = attempts;
  if (disabledAt !== null)
    return (
      <>
        {offWords[disabledWhy ?? "by_hand"]} <Time at={disabledAt} />. What changes meanwhile is kept for 30
        days.
      </>
    );
  if (failingSince !== null)
    return (
      <>
        Not taken since <Time at={failingSince} />
        {last !== undefined && `: ${last.error ?? `answered ${last.status}`}`} Tried again{" "}
        <Time at={nextTryAt} />.
      </>
    );
  if (last === undefined) return "Nothing has been reported yet.";
  return (
    <>
      Last message <Time at={last.at} />: {last.error ?? `answered ${last.status}`}
    </>
  );
}
