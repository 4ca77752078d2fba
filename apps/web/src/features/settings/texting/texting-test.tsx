"use client";

import { TextInput } from "@mantine/core";
import type { TextTest } from "@packpost/core/texting/set-up/get-texting";
import { IconCircleCheckFilled, IconCircleDashed } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { Time } from "#web/components/time/time.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { Panel, PanelHead, PanelNote } from "../part/panel.tsx";
import classes from "./texting-test.module.css";

/** What has to be seen, in its order, and what to do for it. */
const steps = [
  ["sentAt", "Sent", "The provider has taken our text."],
  ["reportedAt", "Callback seen", "The provider's reports reach us."],
  ["deliveredAt", "Delivered", "The text is on your phone."],
  ["repliedAt", "Reply received", "Answer it with any word."],
  ["stoppedAt", "STOP mirrored", "Then answer STOP: we must not text you any more."],
  ["restartedAt", "START lifted", "Then answer START: now we may again."],
] as const satisfies readonly (readonly [keyof TextTest, string, string])[];

/** The test before texting is switched on (A15): a text to one's own phone, and six things that must be seen. */
export function TextingTest({ test, ready }: { test: TextTest | null; ready: boolean }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [phone, type] = useState("");
  const start = useMutation(
    trpc.settings.testTexting.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.settings.texting.queryFilter()),
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start.mutate({ phone });
  };
  const next = test === null ? undefined : steps.find(([name]) => test[name] === null);
  return (
    <Panel>
      <PanelHead>
        <p>
          <b>{ready ? "Ready to text." : "Ready to text?"}</b>{" "}
          {test === null
            ? "We text your own phone; tick by tick it shows what works."
            : `Tested with ${test.shown}.`}
        </p>
        {test?.providerMessage != null && (
          <PanelNote>The test did not arrive: {test.providerMessage}</PanelNote>
        )}
      </PanelHead>
      {test !== null && (
        <ol className={classes.steps} aria-label="What the test has shown">
          {steps.map(([name, title, words]) => {
            const at = test[name];
            const Icon = at === null ? IconCircleDashed : IconCircleCheckFilled;
            return (
              <li key={name} data-seen={at !== null || undefined} data-next={next?.[0] === name || undefined}>
                <Icon size={18} stroke={1.8} aria-label={at === null ? "Not seen yet" : "Seen"} />
                <span>
                  <b>{title}</b> {at === null ? words : <Time at={new Date(at)} />}
                </span>
              </li>
            );
          })}
        </ol>
      )}
      <form className={classes.form} onSubmit={submit} noValidate aria-label="Test with your phone">
        <TextInput
          label="Your own phone"
          inputMode="tel"
          autoComplete="tel"
          placeholder="+1 503 555 0142"
          value={phone}
          error={start.error?.data?.code === "BAD_REQUEST" ? start.error.message : undefined}
          onChange={(event) => type(event.currentTarget.value)}
        />
        <Button type="submit" variant={test === null ? "filled" : "default"} loading={start.isPending}>
          {test === null ? "Text me" : "Test again"}
        </Button>
      </form>
      {start.error !== null && start.error.data?.code !== "BAD_REQUEST" && (
        <ErrorNotice error={start.error} />
      )}
    </Panel>
  );
}
