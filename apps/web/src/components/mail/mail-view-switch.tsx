"use client";

import { SegmentedControl } from "@mantine/core";

export type MailView = "desktop" | "phone" | "plain";

interface MailViewSwitchProps {
  view: MailView;
  onChange: (view: MailView) => void;
  /** Class of each label. */
  label?: string | undefined;
}

/** How a mail is shown: as on a desktop, as on a phone, or its plain text. */
export function MailViewSwitch({ view, onChange, label }: MailViewSwitchProps) {
  return (
    <SegmentedControl<MailView>
      size="xs"
      {...(label !== undefined && { classNames: { label } })}
      aria-label="How to show it"
      value={view}
      onChange={onChange}
      data={[
        { value: "desktop", label: "Desktop" },
        { value: "phone", label: "Phone" },
        { value: "plain", label: "Plain text" },
      ]}
    />
  );
}
