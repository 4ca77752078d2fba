"use client";

import type { ChannelState, ChoiceChannel } from "@packpost/core/customer/communications/get-communications";
import { IconBellOff, IconCheck, IconLock } from "@tabler/icons-react";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { notifications } from "#web/components/page/announce.ts";
import { Card, PageBody } from "#web/components/page/card.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { ToneBadge } from "#web/components/status/status-badge.tsx";
import { Time } from "#web/components/time/time.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { channelWords, formatSource } from "./channel-words.ts";
import { ChoiceHistory } from "./choice-history.tsx";
import classes from "./communications.module.css";
import { SubscribeAgain } from "./subscribe-again.tsx";

/** What a customer asked to be sent, when and how they said it, and what the team records for them (P6). */
export function CommunicationsPage({ customerId }: { customerId: string }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { data } = useSuspenseQuery(trpc.customer.communications.queryOptions({ customerId }));
  const [asking, ask] = useState<ChoiceChannel | null>(null);
  const change = useMutation(
    trpc.customer.changeCommunication.mutationOptions({
      onSuccess: async ({ outcome }, { channel, subscribed }) => {
        if (outcome === "changed") {
          ask(null);
          const what = channelWords[channel].inSentence;
          notifications.show({
            message: subscribed ? `They get ${what} again.` : `They get no more ${what}.`,
          });
        }
        await Promise.all([
          client.invalidateQueries(trpc.customer.communications.queryFilter({ customerId })),
          client.invalidateQueries(trpc.customer.get.queryFilter({ customerId })),
        ]);
      },
    }),
  );
  return (
    <PageBody>
      <Card title="What they want to be sent" padding="flush">
        {change.error !== null && asking === null && (
          <div className={classes.failed}>
            <ErrorNotice error={change.error} />
          </div>
        )}
        <ul className={classes.channels}>
          {data.channels.map((state) => (
            <Channel
              key={state.channel}
              state={state}
              busy={change.isPending && change.variables.channel === state.channel}
              onLeave={() =>
                change.mutate({ customerId, channel: state.channel, subscribed: false, reason: "" })
              }
              onComeBack={() => ask(state.channel)}
            />
          ))}
        </ul>
        <p className={classes.foot}>
          {data.shared && "Somebody else has the same mailbox: what is said about mail holds for both. "}
          Mail about their account always goes. What past campaigns counted stays as it was.
        </p>
      </Card>
      <ChoiceHistory events={data.history} />
      {asking !== null && (
        <SubscribeAgain
          channel={asking}
          busy={change.isPending}
          error={change.error}
          stopped={change.data?.outcome === "stopped"}
          onClose={() => {
            change.reset();
            ask(null);
          }}
          onConfirm={(reason) => change.mutate({ customerId, channel: asking, subscribed: true, reason })}
        />
      )}
    </PageBody>
  );
}

function Channel({
  state: { channel, subscribed, said, locked },
  busy,
  onLeave,
  onComeBack,
}: {
  state: ChannelState;
  busy: boolean;
  onLeave: () => void;
  onComeBack: () => void;
}) {
  const { name, about } = channelWords[channel];
  return (
    <li className={classes.channel}>
      <div className={classes.words}>
        <b>{name}</b>
        <span className={classes.dim}>{about}</span>
        <span className={classes.dim}>
          {said === null ? (
            "Nobody has said anything about it, which counts as yes."
          ) : (
            <>
              {subscribed ? "Said yes" : "Said no"} <Time at={said.at} />, {formatSource(said.source)}.
            </>
          )}
          {locked && " Only START from their own phone lifts a STOP."}
        </span>
      </div>
      <ToneBadge tone={subscribed ? "spruce" : "marigold"} icon={subscribed ? IconCheck : IconBellOff}>
        {subscribed ? "Subscribed" : "Unsubscribed"}
      </ToneBadge>
      {subscribed ? (
        <Button variant="default" size="xs" loading={busy} onClick={onLeave}>
          Unsubscribe for them
        </Button>
      ) : locked ? (
        <span className={classes.locked}>
          <IconLock size={15} stroke={1.8} aria-hidden /> Theirs alone
        </span>
      ) : (
        <Button variant="default" size="xs" onClick={onComeBack}>
          Subscribe again …
        </Button>
      )}
    </li>
  );
}
