"use client";

import { IconWebhook } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { LineList } from "#web/components/lines/line-list.tsx";
import { Card } from "#web/components/page/card.tsx";
import { EmptyState } from "#web/components/page/empty-state.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { loadLater } from "#web/trpc/load-later.ts";
import { WebhookLine } from "./webhook-line.tsx";

/** It checks what is typed: a library of its own, needed only once somebody adds a webhook. */
const NewWebhook = dynamic(
  () => loadLater(() => import("./new-webhook.tsx")).then((module) => module.NewWebhook),
  {
    ssr: false,
  },
);

/** How often the page looks while a test message is on its way, in milliseconds. */
const LOOK_MS = 1_000;

/** Where outcomes are reported to as they change, and how that does (P10). */
export function WebhooksCard() {
  const trpc = useTRPC();
  const { data: endpoints } = useSuspenseQuery({
    ...trpc.webhookOut.list.queryOptions(),
    refetchInterval: ({ state }) => (state.data?.some(({ testing }) => testing) ? LOOK_MS : false),
  });
  const [making, make] = useState(false);
  const newWebhook = (
    <Button variant={endpoints.length > 0 ? "default" : "filled"} onClick={() => make(true)}>
      New webhook
    </Button>
  );
  return (
    <Card title="Webhooks" tools={endpoints.length > 0 && newWebhook}>
      {endpoints.length === 0 ? (
        <EmptyState icon={IconWebhook} title="No webhooks yet" action={newWebhook}>
          A webhook tells another system what became of each mail and text, within seconds and without being
          asked. Messages are signed, and tried again for three days.
        </EmptyState>
      ) : (
        <LineList label="Webhooks">
          {endpoints.map((endpoint) => (
            <WebhookLine key={endpoint.id} endpoint={endpoint} />
          ))}
        </LineList>
      )}
      {making && <NewWebhook onClose={() => make(false)} />}
    </Card>
  );
}
