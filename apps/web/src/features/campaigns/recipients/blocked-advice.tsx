"use client";

import { CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { Button } from "#web/components/form/button.tsx";
import classes from "./recipients-card.module.css";

/** What to tell a customer whose mail is blocked (article 003), with the sender's address to copy. */
export function BlockedAdvice({ sender, complaint = false }: { sender: string; complaint?: boolean }) {
  return (
    <div className={classes.advice}>
      <p>
        {complaint
          ? "Some mail providers report spam by themselves. If it was a mistake, the customer can take the mail out of the spam folder and add the sender's address to their approved senders, or ask their mail provider not to block it any more:"
          : "Blocked by the customer's mail provider? Ask the customer to look into the spam folder. If it is not there, they can add the sender's address to their approved senders, or ask their mail provider not to block it any more:"}
      </p>
      <CopyButton value={sender}>
        {({ copied, copy }) => (
          <Button
            size="xs"
            aria-label={copied ? "Copied" : `Copy the sender's address ${sender}`}
            variant="default"
            onClick={copy}
            leftSection={copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
          >
            {copied ? "Copied" : sender}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
