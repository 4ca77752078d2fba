"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { Time } from "#web/components/time/time.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { loadLater } from "#web/trpc/load-later.ts";
import { SettingsPart } from "../part/settings-part.tsx";
import { KeyForm } from "./key-form.tsx";
import { formatSource, providerWords } from "./provider-words.ts";
import classes from "./providers.module.css";
import { RegistrationLine } from "./registration-line.tsx";

const RemoveKey = dynamic(
  () => loadLater(() => import("./remove-key.tsx")).then((module) => module.RemoveKey),
  { ssr: false },
);

/** How often the page looks while the worker is at it, in milliseconds. */
const LOOK_MS = 2_000;

/** By whose account the messages of a channel leave, its key, and whether it reports to us (O2). */
export function ProviderSection({ channel }: { channel: "email" | "sms" }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery({
    ...trpc.settings.providers.queryOptions(),
    refetchInterval: ({ state }) =>
      state.data?.channels.some(
        ({ test, registration }) => test?.state === "running" || registration?.state === "asked",
      ) === true
        ? LOOK_MS
        : false,
  });
  const [removing, remove] = useState(false);
  const provider = data.channels.find((one) => one.channel === channel);
  if (provider === undefined) return null;
  const { title, about } = providerWords[channel];
  const { tone, headline, more } = formatSource(provider);
  const { key } = provider;
  return (
    <SettingsPart id={`${channel}-account`} title={title} about={about}>
      <div className={classes.box}>
        <div className={classes.head} data-tone={tone}>
          <p>
            <b>{headline}</b> {more}
          </p>
          {key !== null && (
            <p className={classes.note}>
              Saved <Time at={new Date(key.changedAt)} />
              {key.savedBy !== null && <> by {key.savedBy}</>}.
            </p>
          )}
          {key !== null && data.mayChange && (
            <Button
              variant="subtle"
              color="red"
              size="compact-sm"
              aria-label={`Remove the key of the ${title.toLowerCase()}`}
              onClick={() => remove(true)}
            >
              Remove the key
            </Button>
          )}
        </div>
        <RegistrationLine provider={provider} unreachable={data.unreachable} />
      </div>
      {!data.mayChange && <p className={classes.note}>Only an owner can change the key.</p>}
      {data.mayChange && !data.canKeep && (
        <p className={classes.note}>
          Keys cannot be kept here yet: whoever runs Packpost for you has to set SECRETS_KEY first.
        </p>
      )}
      {data.mayChange && data.canKeep && <KeyForm provider={provider} />}
      {removing && <RemoveKey channel={channel} onClose={() => remove(false)} />}
    </SettingsPart>
  );
}
