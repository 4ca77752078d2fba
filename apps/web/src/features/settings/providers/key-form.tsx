"use client";

import { TextInput } from "@mantine/core";
import type { ShownProvider } from "@packpost/core/provider-account/get-providers";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { loadLater } from "#web/trpc/load-later.ts";
import { formatKeyTest, providerWords } from "./provider-words.ts";
import classes from "./providers.module.css";

const empty = { serverToken: "", accountSid: "", authToken: "" };
type Field = keyof typeof empty;

const fieldsOf = {
  email: [["serverToken", "Server API token", "At Postmark: your server › API Tokens."]],
  sms: [
    ["accountSid", "Account SID", "At Twilio: the account’s start page. It begins with AC."],
    ["authToken", "Auth token", "Beside the account SID."],
  ],
} as const;

/** Takes a key, which is saved only once the provider has said that it opens an account (O2). */
export function KeyForm({ provider }: { provider: ShownProvider }) {
  const { channel, test, source } = provider;
  const trpc = useTRPC();
  const client = useQueryClient();
  const [typed, type] = useState(empty);
  const [errors, setErrors] = useState<Partial<Record<Field, string>>>({});
  const [asked, setAsked] = useState(false);
  const start = useMutation(
    trpc.settings.testProviderKey.mutationOptions({
      onSuccess: ({ state }) => {
        setAsked(true);
        // What is wrong stays, to be corrected.
        if (state === "saved") type(empty);
      },
      onSettled: () => client.invalidateQueries(trpc.settings.providers.queryFilter()),
    }),
  );
  const isRunning = start.isPending || test?.state === "running";
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isRunning) return;
    const { readKey } = await loadLater(() => import("./read-key.ts"));
    const read = readKey(channel, typed);
    setErrors(read.ok ? {} : read.errors);
    if (read.ok) start.mutate(read.input);
  };
  const ended = test === null || !asked ? null : formatKeyTest(test, channel);
  return (
    <form
      className={classes.form}
      onSubmit={(event) => void submit(event)}
      noValidate
      aria-label={`Key of the ${providerWords[channel].title.toLowerCase()}`}
    >
      {fieldsOf[channel].map(([field, label, description]) => (
        <TextInput
          key={field}
          label={label}
          description={description}
          // No browser is to keep it or to offer a password for it.
          {...(field === "accountSid" ? {} : { type: "password" })}
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          value={typed[field]}
          error={errors[field]}
          onChange={({ currentTarget: { value } }) => {
            type((was) => ({ ...was, [field]: value }));
            setErrors(({ [field]: _, ...others }) => others);
          }}
        />
      ))}
      {start.error !== null && <ErrorNotice error={start.error} />}
      <div className={classes.buttons}>
        <p role="status" data-tone={ended?.tone}>
          {isRunning ? "Asking the provider…" : ended?.words}
        </p>
        <Button type="submit" variant={source === "none" ? "filled" : "default"} loading={isRunning}>
          {source === "own" ? "Test and replace" : "Test and save"}
        </Button>
      </div>
    </form>
  );
}
