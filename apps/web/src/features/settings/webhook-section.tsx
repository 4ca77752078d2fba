"use client";

import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Button } from "#web/components/form/button.tsx";
import { CopiedField } from "#web/components/form/copied-field.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { Time } from "#web/components/time/time.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { RecordList } from "./part/panel.tsx";
import { SaveRow } from "./part/save-row.tsx";
import { SettingsPart } from "./part/settings-part.tsx";

/** Where the mail provider tells what became of mails, and the password that lets it (C17, O2). */
export function WebhookSection() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data: webhook } = useSuspenseQuery(trpc.settings.webhook.queryOptions());
  const options = {
    onSuccess: () => queryClient.invalidateQueries(trpc.settings.webhook.queryFilter()),
  };
  const change = useMutation(trpc.settings.changeWebhookSecret.mutationOptions(options));
  const end = useMutation(trpc.settings.endPreviousWebhookSecret.mutationOptions(options));
  const error = change.error ?? end.error;
  return (
    <SettingsPart
      id="webhook"
      title="Reports of the mail provider"
      about="What became of each mail is reported to this address. Packpost registers it at the mail provider (see Mail account); by hand it is entered there, with user and password, as a webhook. The password is this organisation's alone and opens nothing else."
    >
      <RecordList label="To enter at the mail provider">
        <CopiedField label="Address" value={webhook.address} copy="Copy the address" />
        <CopiedField label="User" value={webhook.user} copy="Copy the user" />
        {change.data !== undefined && (
          <CopiedField label="Password" value={change.data.password} copy="Copy the password" />
        )}
      </RecordList>
      <p role="status">
        {change.data !== undefined ? (
          <b>The new password is shown this once. Enter it at the mail provider now. </b>
        ) : webhook.changedAt === null ? (
          "There is no password of its own yet. "
        ) : (
          <>
            It has a password, made <Time at={webhook.changedAt} />, which is not shown again.{" "}
          </>
        )}
        {webhook.hasPrevious && "The password before it still works, until you end it."}
      </p>
      {error !== null && <ErrorNotice error={error} />}
      <SaveRow>
        {webhook.hasPrevious && (
          <Button variant="subtle" loading={end.isPending} onClick={() => end.mutate()}>
            End the old password
          </Button>
        )}
        <Button
          variant="default"
          loading={change.isPending}
          disabled={webhook.hasPrevious}
          onClick={() => change.mutate()}
        >
          Make a new password
        </Button>
      </SaveRow>
    </SettingsPart>
  );
}
