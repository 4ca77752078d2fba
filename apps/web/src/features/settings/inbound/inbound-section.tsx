"use client";

import { TextInput } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { CopiedField } from "#web/components/form/copied-field.tsx";
import { Time } from "#web/components/time/time.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { RecordList } from "../part/panel.tsx";
import { SettingsSectionForm } from "../part/settings-section.tsx";
import { textOf } from "../part/text-of.ts";
import { useSection } from "../part/use-section.ts";
import { WithDefault } from "../part/with-default.tsx";
import { InboundTestBox } from "./inbound-test.tsx";

/** Where answers to our mail go, so that they land in the family's conversation (V9). */
export function InboundSection() {
  const trpc = useTRPC();
  const { data: webhook } = useSuspenseQuery(trpc.settings.webhook.queryOptions());
  const { data: settings } = useSuspenseQuery(trpc.settings.get.queryOptions());
  const section = useSection("inbound");
  const { values, errors, change } = section;
  return (
    <SettingsSectionForm
      id="inbound"
      title="Answers by email"
      about="Whoever answers one of your mails, a campaign’s too, lands in their family’s conversation. For that the mail provider has to take the answers. Without it they go to the support address, as any mail does."
      section={section}
      after={<InboundTestBox address={settings.inboundAddress} />}
    >
      <WithDefault section={section} name="inboundAddress" label="Inbound address" words="none">
        <TextInput
          label="Inbound address"
          description="The inbound address of your server at Postmark, or a domain of yours whose mail leads there (reply.example.org). Not the domain of your own mailboxes. Each customer answers at an address of their own in it."
          placeholder="reply.example.org"
          autoCapitalize="none"
          spellCheck={false}
          value={textOf(values.inboundAddress)}
          error={errors.inboundAddress}
          onChange={(event) => change("inboundAddress", event.currentTarget.value)}
        />
      </WithDefault>
      <RecordList label="To enter at the mail provider as the inbound webhook">
        <CopiedField label="Inbound webhook" value={webhook.inboundAddress} copy="Copy the inbound webhook" />
      </RecordList>
      <p>
        It is opened by the user and the password of{" "}
        <Link href="/settings/providers#webhook">the mail provider’s reports</Link>.{" "}
        {webhook.lastMailAt === null ? (
          "No mail has come in yet."
        ) : (
          <>
            The newest mail came in <Time at={webhook.lastMailAt} />.
          </>
        )}
      </p>
    </SettingsSectionForm>
  );
}
