"use client";

import { NativeSelect } from "@mantine/core";
import { SettingsSectionForm } from "./part/settings-section.tsx";
import { useSection } from "./part/use-section.ts";
import { WithDefault } from "./part/with-default.tsx";

const minutes = [1, 2, 3, 5, 10, 15, 30, 60];

/** How long a message to a family may be unread before it is mailed (V5). */
export function MessagesSection() {
  const section = useSection("messages");
  const { values, errors, change } = section;
  const seconds = Number(values.unreadMailSeconds);
  const choices = [...new Set([...minutes.map((one) => one * 60), seconds])].toSorted((a, b) => a - b);
  return (
    <SettingsSectionForm
      id="messages"
      title="Messages to families"
      about="Whoever has not read a message in time gets one email with everything that is unread. Who got it as a text, or has read it anywhere, gets none."
      section={section}
    >
      <WithDefault
        section={section}
        name="unreadMailSeconds"
        label="Email an unread message after"
        words="3 minutes"
      >
        <NativeSelect
          label="Email an unread message after"
          description="Messages that wait already keep their time."
          value={seconds}
          error={errors.unreadMailSeconds}
          data={choices.map((one) => ({ value: String(one), label: formatWait(one) }))}
          onChange={(event) => change("unreadMailSeconds", Number(event.currentTarget.value))}
        />
      </WithDefault>
    </SettingsSectionForm>
  );
}

function formatWait(seconds: number): string {
  if (seconds % 60 !== 0) return `${seconds} seconds`;
  return seconds === 60 ? "1 minute" : `${seconds / 60} minutes`;
}
