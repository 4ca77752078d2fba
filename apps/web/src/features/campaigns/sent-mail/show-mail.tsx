"use client";

import type { RecipientLine } from "@packpost/core/campaign/report/recipient-line-sql";
import { IconMail } from "@tabler/icons-react";
import { Button } from "#web/components/form/button.tsx";
import { IconButton } from "#web/components/form/icon-button.tsx";
import { useShownMail } from "./use-shown-mail.ts";

/** Opens the mail as it was sent, with example values. */
export function ShowMail() {
  const [, show] = useShownMail();
  return (
    <Button
      variant="default"
      leftSection={<IconMail size={17} stroke={1.8} aria-hidden />}
      onClick={() => void show("example")}
    >
      Show the mail
    </Button>
  );
}

/** Opens one person's mail. Who was skipped or cancelled has none. */
export function ShowPersonsMail({ line }: { line: RecipientLine }) {
  const [, show] = useShownMail();
  if (line.status === "skipped" || line.status === "cancelled") return null;
  const label = `Show the mail of ${line.name}`;
  return (
    <IconButton aria-label={label} title={label} onClick={() => void show(line.id)}>
      <IconMail size={17} stroke={1.7} aria-hidden />
    </IconButton>
  );
}
