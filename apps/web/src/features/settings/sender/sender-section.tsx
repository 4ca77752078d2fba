"use client";

import { TextInput } from "@mantine/core";
import { shownAddress } from "@packpost/core/address/shown-address";
import { SettingsSectionForm } from "../part/settings-section.tsx";
import { textOf } from "../part/text-of.ts";
import { useSection } from "../part/use-section.ts";

/** Whom customers see as the sender of campaigns. */
export function SenderSection() {
  const section = useSection("sender");
  const { values, errors, change } = section;
  return (
    <SettingsSectionForm
      id="sender"
      title="Sender"
      about="Whom customers see in their inbox. The mail provider must know the address's domain, or it refuses to send. Campaigns already scheduled keep the sender that was confirmed."
      section={section}
    >
      <TextInput
        label="Sender name"
        required
        value={textOf(values.senderName)}
        error={errors.senderName}
        onChange={(event) => change("senderName", event.currentTarget.value)}
      />
      <TextInput
        label="Sender address"
        inputMode="email"
        required
        value={shownAddress(textOf(values.senderEmail))}
        error={errors.senderEmail}
        onChange={(event) => change("senderEmail", event.currentTarget.value)}
      />
    </SettingsSectionForm>
  );
}
